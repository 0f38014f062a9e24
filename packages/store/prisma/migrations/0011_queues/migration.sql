-- The desk's queues. What they go by stands in the incident beside its status, taken from the state of the loop by the
-- statement that writes both (write-incident.ts): a queue is then a walk along one index, whatever it is filtered by.
ALTER TABLE "incident" ADD COLUMN "owner_path" TEXT, ADD COLUMN "asked_path" TEXT, ADD COLUMN "reached" SMALLINT;

UPDATE "incident" SET
    "owner_path" = "state" #>> '{owner,gridPath}',
    "asked_path" = "state" #>> '{asked,duty,gridPath}',
    "reached" = ("state" ->> 'reached')::smallint
FROM "incident_loop" AS loop
WHERE "incident"."territory_id" = loop."territory_id" AND "id" = "incident_id" AND "status" <> 'closed';

-- Of open incidents alone: of ten million a hundredth, and a closed one that is imported pays for none of them.
-- What has no deadline at the moment comes after everything that has one.
CREATE INDEX "incident_due_idx" ON "incident"("territory_id", (coalesce("due_at", 'infinity'::timestamptz)), "id")
    INCLUDE ("due_at", "grid_current") WHERE "status" <> 'closed';
CREATE INDEX "incident_grid_due_idx"
    ON "incident"("territory_id", "grid_current", (coalesce("due_at", 'infinity'::timestamptz)), "id")
    WHERE "status" <> 'closed';
CREATE INDEX "incident_reached_idx" ON "incident"("territory_id", (coalesce("reached", 8)), "due_at", "id")
    INCLUDE ("reached", "grid_current") WHERE "status" <> 'closed' AND "due_at" IS NOT NULL;

-- What nobody has been asked to take yet.
CREATE INDEX "incident_unasked_due_idx" ON "incident"("territory_id", (coalesce("due_at", 'infinity'::timestamptz)), "id")
    INCLUDE ("due_at", "grid_current", "near_border") WHERE "status" IN ('reported', 'filed') AND "asked_path" IS NULL;
CREATE INDEX "incident_unasked_idx" ON "incident"("territory_id", "reported_at", "id")
    INCLUDE ("due_at", "grid_current", "near_border") WHERE "status" IN ('reported', 'filed') AND "asked_path" IS NULL;

-- What somebody owns or is asked for; an incident that the loop has not seen yet is in none of them.
CREATE INDEX "incident_owner_due_idx"
    ON "incident"("territory_id", "owner_path", (coalesce("due_at", 'infinity'::timestamptz)), "id")
    WHERE "status" <> 'closed' AND "owner_path" IS NOT NULL;
CREATE INDEX "incident_owner_idx" ON "incident"("territory_id", "owner_path", "reported_at", "id")
    WHERE "status" <> 'closed' AND "owner_path" IS NOT NULL;
CREATE INDEX "incident_asked_due_idx"
    ON "incident"("territory_id", "asked_path", (coalesce("due_at", 'infinity'::timestamptz)), "id")
    INCLUDE ("status") WHERE "status" <> 'closed' AND "asked_path" IS NOT NULL;
CREATE INDEX "incident_asked_idx" ON "incident"("territory_id", "asked_path", "reported_at", "id")
    INCLUDE ("status") WHERE "status" <> 'closed' AND "asked_path" IS NOT NULL;

CREATE TABLE "saved_filter" (
    "territory_id" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK ("name" <> ''),
    "filter" JSONB NOT NULL CHECK (jsonb_typeof("filter") = 'object'),
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "saved_filter_pkey" PRIMARY KEY ("territory_id", "person_id", "name")
);
