-- When whoever did something says that it was done, beside the moment it was taken down, which alone counts.
-- Without a default: the rows that are there are not touched, and their hashes, which leave out what is not there, hold.
ALTER TABLE "incident_step" ADD COLUMN "done_at" TIMESTAMPTZ(3);
