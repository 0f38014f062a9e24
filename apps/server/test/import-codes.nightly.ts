import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isOfAnotherDate } from "@getu/domain";
import { listCodeAgreements } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openImportTrial } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
});
afterAll(() => trial.close());

const dc = join(
  process.env["GETU_FIXTURES"] ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url)),
  "dc",
);

describe.skipIf(!existsSync(dc))("getu import on real files (needs ../shared/data)", () => {
  test("codes of 2016 held against the wards of 2002 are kept as of another date, until the wards of 2012 are there", async () => {
    const wards = ["--territory", "dc", "--tier", "ward", "--id", "WARD_ID"];
    const fresh = ["--create", "--name-zh", "试验选区", "--tiers", "ward:选区/Ward"];
    const incidents = ["--territory", "dc", "--id", "CCN", "--category", "overflowing-bin"];
    const compare = ["--reported", "REPORTDATETIME", "--compare", "WARD"];
    const keptAfter = async (...args: string[]) => {
      await trial.imported("grids", ...args, ...wards);
      await trial.imported(
        "incidents",
        join(dc, "crime_incidents_2016-08.geojson"),
        ...incidents,
        ...compare,
      );
      return listCodeAgreements(trial.db, { territoryId: await trial.territoryId("dc") });
    };
    const old = await keptAfter(join(dc, "zone_ward_2002.geojson"), ...fresh);
    expect(old).toMatchObject([{ kind: "incidents", version: 1, known: 2897 }]); // one of 2,898 comes twice
    expect(old.map(isOfAnotherDate)).toEqual([true]);
    const now = await keptAfter(join(dc, "zone_ward_2012.geojson"));
    expect(now).toMatchObject([{ kind: "incidents", version: 2, known: 2897 }]); // one of 2,898 comes twice
    expect(now.map(isOfAnotherDate)).toEqual([false]);
  });
});
