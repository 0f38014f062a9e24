-- A count of households that was made by an older outline is an estimate until somebody counts anew.
ALTER TABLE "grid_state" ADD COLUMN "households_estimated" BOOLEAN NOT NULL DEFAULT false;

-- What stands in the ledger already: a number that a grid kept although its ground changed.
UPDATE "grid_state" AS "state" SET "households_estimated" = true
WHERE "households" IS NOT NULL AND EXISTS (
    SELECT FROM "grid_state" AS "earlier"
    WHERE "earlier"."territory_id" = "state"."territory_id" AND "earlier"."grid_id" = "state"."grid_id"
      AND "earlier"."valid_from" < "state"."valid_from" AND "earlier"."households" = "state"."households"
      AND CASE WHEN "earlier"."area" IS NULL OR "state"."area" IS NULL
        THEN abs("earlier"."area_square_metres" - "state"."area_square_metres") > 1
        ELSE "earlier"."area" <> "state"."area" END);
