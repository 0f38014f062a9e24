-- Which urgent incident a wall shows: who sends it off the screen names it.
ALTER TABLE "wall" ADD COLUMN "shows_incident" BIGINT;
