-- When somebody last looked whether a camera sees what its sectors say; null = assumed.
ALTER TABLE "camera" ADD COLUMN "verified_at" TIMESTAMPTZ(3);
