-- What an incident may be needed for: while it is held, retention takes nothing of it. Lifted ones are in the audit log.
CREATE TABLE "incident_hold" (
    "territory_id" INTEGER NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "incident_hold_pkey" PRIMARY KEY ("territory_id", "incident_id")
);

-- The log is read by who, by what was done and by what it was done to, newest first.
CREATE INDEX "audit_entry_actor_seq_idx" ON "audit_entry"("actor", "seq");
CREATE INDEX "audit_entry_action_seq_idx" ON "audit_entry"("action", "seq");
CREATE INDEX "audit_entry_subject_seq_idx" ON "audit_entry"("subject", "seq");
