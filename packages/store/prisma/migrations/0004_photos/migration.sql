-- Photos come before the report that they belong to: a row is pending until the report is filed, and a row is there
-- before its file, so that no file is ever without a row.
CREATE TABLE "incident_photo" (
    "territory_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL CHECK ("id" ~ '^[0-9a-f]{32}$'),
    "incident_id" BIGINT,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('near', 'far', 'before', 'after')),
    "state" TEXT NOT NULL DEFAULT 'pending' CHECK ("state" IN ('pending', 'attached')),
    "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    "width" INTEGER NOT NULL CHECK ("width" > 0),
    "height" INTEGER NOT NULL CHECK ("height" > 0),
    "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
    "uploaded_by" TEXT,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "incident_photo_pkey" PRIMARY KEY ("territory_id", "id"),
    CONSTRAINT "incident_photo_territory" FOREIGN KEY ("territory_id") REFERENCES "territory"("id"),
    CONSTRAINT "incident_photo_attached" CHECK (("state" = 'attached') = ("incident_id" IS NOT NULL))
);

CREATE INDEX "incident_photo_territory_id_incident_id_idx" ON "incident_photo"("territory_id", "incident_id");

-- What the sweeper looks for.
CREATE INDEX "incident_photo_pending_idx" ON "incident_photo"("uploaded_at") WHERE "state" = 'pending';

-- Limits against floods; rows go as soon as their window is over, because an address is a person's.
CREATE TABLE "address_count" (
    "action" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL,

    CONSTRAINT "address_count_pkey" PRIMARY KEY ("action", "address", "window_start")
);
