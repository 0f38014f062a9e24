-- What a wall says of itself: when it was last heard, what it showed then, and when and why its page last began anew by itself.
ALTER TABLE "wall" ADD COLUMN "heard_at" TIMESTAMPTZ(3),
    ADD COLUMN "shows" TEXT,
    ADD COLUMN "restart_reason" TEXT,
    ADD COLUMN "restarted_at" TIMESTAMPTZ(3),
    ADD CHECK (("restart_reason" IS NULL) = ("restarted_at" IS NULL));
