-- A month's assessment asked every incident of it for its steps and its loop: seconds of a large city. What it counts by
-- stands in the incident now, written by the statement that writes loop and step (assessed.ts); a new report writes none.
ALTER TABLE "incident"
    ADD COLUMN "answered_at" TIMESTAMPTZ(3),
    ADD COLUMN "done_at" TIMESTAMPTZ(3),
    ADD COLUMN "first_due_at" TIMESTAMPTZ(3),
    ADD COLUMN "dropped" BOOLEAN NOT NULL DEFAULT false;

-- Heat shows none of it, and would compare every row before and after.
ALTER TABLE "incident" DISABLE TRIGGER "incident_heat_update";

UPDATE "incident" SET
    "answered_at" = (
        SELECT step."at" FROM "incident_step" AS step
        WHERE step."territory_id" = "incident"."territory_id" AND step."incident_id" = "incident"."id"
          AND step."action" IN ('accept', 'start', 'feed-back', 'decline', 'merge', 'close')
        ORDER BY step."ordinal" LIMIT 1
    ),
    "done_at" = (loop."state" #>> '{clock,stoppedAt}')::timestamptz,
    "first_due_at" = CASE
        WHEN loop."state" #> '{clock,extensions}' <> '[]'
            OR loop."state" @? '$.clock.pauses[*] ? (@.kind != "verification")'
        THEN (
            SELECT step."due_at" FROM "incident_step" AS step
            WHERE step."territory_id" = "incident"."territory_id" AND step."incident_id" = "incident"."id"
              AND step."clock" IN ('start', 'restart')
            ORDER BY step."ordinal" DESC LIMIT 1
        ) END,
    "dropped" = "status" = 'closed' AND coalesce((
        SELECT step."action" IN ('decline', 'merge') FROM "incident_step" AS step
        WHERE step."territory_id" = "incident"."territory_id" AND step."incident_id" = "incident"."id"
        ORDER BY step."ordinal" DESC LIMIT 1
    ), false)
FROM "incident_loop" AS loop
WHERE loop."territory_id" = "incident"."territory_id" AND loop."incident_id" = "incident"."id";

ALTER TABLE "incident" ENABLE TRIGGER "incident_heat_update";

-- Closings of a month were looked for in everything that ever happened.
CREATE INDEX "incident_closed_at_idx" ON "incident" USING BRIN ("closed_at" timestamptz_minmax_multi_ops)
    WITH (pages_per_range = 16, autosummarize = on);
