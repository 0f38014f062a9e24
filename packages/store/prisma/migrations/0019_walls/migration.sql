-- What screens show in turn, and screens that wait to be taken at the desk.
CREATE TABLE "wall" (
    "territory_id" INTEGER NOT NULL,
    "device_id" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "control" JSONB NOT NULL,

    CONSTRAINT "wall_pkey" PRIMARY KEY ("territory_id", "device_id")
);

-- The secret that a waiting screen keeps becomes its token when the code is typed at the desk: no token ever travels.
CREATE TABLE "wall_pairing" (
    "code_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "address" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wall_pairing_pkey" PRIMARY KEY ("code_hash")
);

CREATE UNIQUE INDEX "wall_pairing_token_hash_key" ON "wall_pairing"("token_hash");

-- A wall hears by the feed that it was set up or told something.
ALTER TABLE "change" DROP CONSTRAINT "change_topic_check";
ALTER TABLE "change" ADD CONSTRAINT "change_topic_check" CHECK ("topic" IN ('incident', 'camera', 'territory', 'wall'));
