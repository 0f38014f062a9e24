-- Who has a draft open hears that somebody else has drawn on it or moved it along, and who it was.

ALTER TABLE "boundary_draft" ADD COLUMN "last_by" TEXT;

ALTER TABLE "change" DROP CONSTRAINT "change_topic_check";
ALTER TABLE "change" ADD CONSTRAINT "change_topic_check" CHECK ("topic" IN ('incident', 'camera', 'territory', 'wall', 'visit', 'draft'));
