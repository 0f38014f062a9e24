-- Where a sign-in was first used by a browser of another kind than it began with: its cookie may have been taken.
ALTER TABLE "session"
    ADD COLUMN "elsewhere_at" TIMESTAMPTZ(3),
    ADD COLUMN "elsewhere_address" TEXT,
    ADD COLUMN "elsewhere_browser" TEXT;
