-- What an incident is about can be corrected until somebody has accepted it; the step keeps what it was and what it is.
-- Without a default: the rows that are there are not touched, and their hashes, which leave out what is not there, hold.
ALTER TABLE "incident_step" ADD COLUMN "correction" JSONB
    CHECK (jsonb_typeof("correction" -> 'from') = 'object' AND jsonb_typeof("correction" -> 'to') = 'object');
