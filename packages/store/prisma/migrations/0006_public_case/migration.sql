-- A case is found by the digest of its code: who reads the table cannot follow anybody's case.
CREATE TABLE "public_case" (
    "territory_id" INTEGER NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "code_hash" TEXT NOT NULL CHECK ("code_hash" ~ '^[0-9a-f]{64}$'),

    CONSTRAINT "public_case_pkey" PRIMARY KEY ("territory_id", "incident_id")
);

CREATE UNIQUE INDEX "public_case_code_hash_key" ON "public_case"("code_hash");

-- A table of its own, so that no list, no feed and no export of incidents can carry a contact along.
CREATE TABLE "reporter_contact" (
    "territory_id" INTEGER NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "contact" TEXT NOT NULL CHECK (length("contact") BETWEEN 1 AND 100),
    "delete_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reporter_contact_pkey" PRIMARY KEY ("territory_id", "incident_id")
);

CREATE INDEX "reporter_contact_delete_after_idx" ON "reporter_contact"("delete_after");

CREATE TABLE "incident_rating" (
    "territory_id" INTEGER NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "rating" SMALLINT NOT NULL CHECK ("rating" BETWEEN 1 AND 5),
    "reason" TEXT CHECK (length("reason") <= 500),
    "rated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "incident_rating_pkey" PRIMARY KEY ("territory_id", "incident_id", "closed_at")
);
