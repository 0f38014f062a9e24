-- What a visitor noted goes when it has been kept long enough, an answer can be corrected, and screens hear of visits.

-- Beside the visit, which only grows: what is written here may go.
CREATE TABLE "visit_note" (
    "territory_id" INTEGER NOT NULL,
    "visit_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL CHECK ("text" <> ''),

    CONSTRAINT "visit_note_pkey" PRIMARY KEY ("territory_id", "visit_id"),
    CONSTRAINT "visit_note_visit" FOREIGN KEY ("territory_id", "visit_id") REFERENCES "visit"("territory_id", "id")
);

INSERT INTO "visit_note" ("territory_id", "visit_id", "text")
    SELECT "territory_id", "id", "note" FROM "visit" WHERE "note" IS NOT NULL;
ALTER TABLE "visit" DROP COLUMN "note";

-- What was answered before is the first answer; each correction is one behind it.
ALTER TABLE "need_answer" ADD COLUMN "ordinal" INTEGER NOT NULL DEFAULT 1 CHECK ("ordinal" > 0);
ALTER TABLE "need_answer" ALTER COLUMN "ordinal" DROP DEFAULT;
ALTER TABLE "need_answer" DROP CONSTRAINT "need_answer_pkey";
ALTER TABLE "need_answer" ADD CONSTRAINT "need_answer_pkey" PRIMARY KEY ("territory_id", "need_id", "ordinal");

ALTER TABLE "change" DROP CONSTRAINT "change_topic_check";
ALTER TABLE "change" ADD CONSTRAINT "change_topic_check" CHECK ("topic" IN ('incident', 'camera', 'territory', 'wall', 'visit'));
