-- What imported files say of the lines: where their own grid codes name other grids, the lines may be of another date.

CREATE TABLE "code_agreement" (
    "territory_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" <> ''),
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "equal" INTEGER NOT NULL CHECK ("equal" >= 0),
    "different" INTEGER NOT NULL CHECK ("different" >= 0),
    "within_30m" INTEGER NOT NULL CHECK ("within_30m" BETWEEN 0 AND "different"),

    CONSTRAINT "code_agreement_pkey" PRIMARY KEY ("territory_id", "kind")
);
