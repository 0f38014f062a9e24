-- Who plans a part of a territory draws drafts that are held to it: these grids and everything below them; null = the whole.

ALTER TABLE "boundary_draft" ADD COLUMN "part" INTEGER[] CHECK ("part" <> '{}');
