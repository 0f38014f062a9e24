-- What people asked for and what they were answered goes when it has been kept long enough; that they did, when and by whom, stays.

-- Beside the need and its answers, which only grow: what is written here may go.
CREATE TABLE "need_word" (
    "territory_id" INTEGER NOT NULL,
    "need_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL CHECK ("ordinal" >= 0),
    "text" TEXT NOT NULL CHECK ("text" <> ''),

    CONSTRAINT "need_word_pkey" PRIMARY KEY ("territory_id", "need_id", "ordinal"),
    CONSTRAINT "need_word_need" FOREIGN KEY ("territory_id", "need_id") REFERENCES "need"("territory_id", "id")
);

INSERT INTO "need_word" ("territory_id", "need_id", "ordinal", "text")
    SELECT "territory_id", "id", 0, "text" FROM "need"
    UNION ALL SELECT "territory_id", "need_id", "ordinal", "text" FROM "need_answer";
ALTER TABLE "need" DROP COLUMN "text";
ALTER TABLE "need_answer" DROP COLUMN "text";
