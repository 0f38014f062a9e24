-- What a delivery said, beside what its sender called it: the same name for other words is refused.
ALTER TABLE "incident_step" ADD COLUMN "content_hash" BYTEA CHECK (length("content_hash") = 32);
ALTER TABLE "boundary_draft_entry" ADD COLUMN "content_hash" BYTEA CHECK (length("content_hash") = 32);

-- An approved draft is taken back by who approves, with a reason.
ALTER TABLE "boundary_draft" DROP CONSTRAINT "boundary_draft_returned_check";
ALTER TABLE "boundary_draft" ADD CONSTRAINT "boundary_draft_returned_check"
    CHECK ("returned" IN ('conflict', 'problem', 'taken-back'));
