-- Phones that their owners want to be called on.
CREATE TABLE "push_subscription" (
    "id" SERIAL NOT NULL,
    "person_id" TEXT NOT NULL,
    "session_id" TEXT,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "quiet_from" SMALLINT NOT NULL,
    "quiet_to" SMALLINT NOT NULL,
    "told" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "look_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");

CREATE INDEX "push_subscription_person_id_idx" ON "push_subscription"("person_id");

CREATE INDEX "push_subscription_session_id_idx" ON "push_subscription"("session_id");

CREATE INDEX "push_subscription_look_at_idx" ON "push_subscription"("look_at");

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_quiet_check"
    CHECK ("quiet_from" BETWEEN 0 AND 23 AND "quiet_to" BETWEEN 0 AND 23);

-- Whoever signs out, or ends a sign-in of a phone that is lost, is not called there any more, by whichever door it was
-- ended. A sign-in that has run out is another matter: it is over every evening, and its owner wants to be called in the morning.
CREATE FUNCTION "end_push_with_session"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."expires_at" > clock_timestamp() THEN
        DELETE FROM "push_subscription" WHERE "session_id" = OLD."id";
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "end_push_with_session" AFTER DELETE ON "session"
    FOR EACH ROW EXECUTE FUNCTION "end_push_with_session"();
