-- The people of a demo territory, and links that set a password.

ALTER TABLE "person" ADD COLUMN "made_up" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "password_link" (
    "token_hash" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_link_pkey" PRIMARY KEY ("token_hash")
);

CREATE INDEX "password_link_person_id_idx" ON "password_link"("person_id");

ALTER TABLE "password_link" ADD CONSTRAINT "password_link_person_id_fkey"
    FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
