import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isOfAnotherDate } from "@getu/domain";
import {
  findBasemap,
  findTerritory,
  listCameras,
  listClusters,
  listCodeAgreements,
  listGridAreas,
  listGrids,
  listIncidents,
  listPlaces,
} from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getu, lastObject } from "./getu.ts";

const folder = mkdtempSync(join(tmpdir(), "getu-import-"));
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const run = (...args: string[]) => getu(["import", ...args], { DATABASE_URL: database.url });

/** Runs an import that must succeed and returns its object. */
async function imported(...args: string[]): Promise<Record<string, unknown>> {
  const outcome = await run(...args, "--json");
  expect(outcome).toMatchObject({ code: 0 });
  return lastObject(outcome);
}

const territoryId = async (code: string): Promise<number> =>
  (await findTerritory(database.db, { code }))?.id ?? expect.unreachable(`no territory ${code}`);

const box = (properties: object, [west, south, east, north]: readonly [number, number, number, number]) => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});
const features = (...list: readonly object[]) =>
  JSON.stringify({ type: "FeatureCollection", features: list });

// Made up: two communities side by side in one street, each with two lanes; "3" lies across both.
const communities = features(
  box({ NO: 1, TITLE: "东社区" }, [118.7, 32, 118.72, 32.02]),
  box({ NO: 2, TITLE: "西社区" }, [118.72, 32, 118.74, 32.02]),
);
const lanes = features(
  box({ NO: 1, UP: "01" }, [118.7, 32, 118.71, 32.02]),
  box({ NO: 2, UP: "01" }, [118.71, 32, 118.718, 32.02]),
  box({ NO: 3, UP: "02" }, [118.718, 32, 118.73, 32.02]),
  box({ NO: 4, UP: "02" }, [118.73, 32, 118.74, 32.02]),
);
const street = ["--territory", "street", "--id", "NO"];
const create = ["--create", "--name-zh", "测试街道", "--tiers", "community:社区/Community,lane:小巷/Lane"];

describe("getu import", () => {
  test("outlines that cross themselves are listed with row, id and place, before other notes", async () => {
    const bowTie = (no: string, west: number) => {
      const ring = [[west, 0], [west + 2, 2], [west + 2, 0], [west, 2]]; // prettier-ignore
      return {
        type: "Feature",
        properties: { NO: no },
        geometry: { type: "Polygon", coordinates: [ring] },
      };
    };
    const path = write(
      "ties.geojson",
      features(...Array.from({ length: 7 }, (_, i) => bowTie(`t${i}`, 3 * i))),
    );
    const args = ["--territory", "ties", "--id", "NO", ...create, "--tier", "community", "--dry-run"];
    const outcome = await run("grids", path, ...args, "--json");
    expect(outcome.stderr).toContain('row 1, "t0": crosses itself at 1 1;');
    expect(outcome.stderr).toContain('row 5, "t4": crosses itself at 13 1;');
    expect(outcome.stderr).not.toContain("row 6,");
    expect(outcome.stderr).toContain("and 2 more that cross themselves");
    const { notes, noteCount } = lastObject(outcome) as {
      notes: { row: number; reason: string }[];
      noteCount: number;
    };
    expect(noteCount).toBe(14); // the rings are not closed either
    expect(notes.slice(0, 7).map(({ row, reason }) => [row, reason])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((row) => [row, "self-intersection"]),
    );
  });

  test("grids of two tiers number their rows alike and stay apart; the file twice changes nothing", async () => {
    const top = write("communities.geojson", communities);
    const fine = write("lanes.geojson", lanes);
    expect(
      await imported("grids", top, ...street, ...create, "--tier", "community", "--name", "TITLE"),
    ).toMatchObject({
      rows: 2,
      inserted: 2,
      rejected: {},
    });
    const first = await imported("grids", fine, ...street, "--tier", "lane");
    expect(first).toMatchObject({ inserted: 4, noted: { "crosses-parents": 1 } });
    expect(first["parents"]).toMatchObject([
      { parent: "community:2", children: 2 },
      { parent: "community:1", children: 2 },
    ]);
    expect(await imported("grids", fine, ...street, "--tier", "lane")).toMatchObject({
      inserted: 0,
      unchanged: 4,
    });
    const grids = await listGrids(database.db, { territoryId: await territoryId("street") });
    const parentOf = (code: string) => {
      const grid = grids.find((each) => each.tier === 1 && each.code === code);
      return grids.find((each) => each.id === grid?.parentId)?.name;
    };
    expect(["1", "2", "3", "4"].map(parentOf)).toEqual(["东社区", "东社区", "西社区", "西社区"]);
    expect(await listGridAreas(database.db, { territoryId: await territoryId("street") })).toHaveLength(4);
  });

  test('parents named "01" are those numbered 1 only when compared as numbers', async () => {
    const fine = join(folder, "lanes.geojson");
    const named = [...street, "--tier", "lane", "--parent", "UP"];
    expect(await imported("grids", fine, ...named)).toMatchObject({
      unchanged: 0,
      rejected: { "unknown-parent": 4 },
    });
    expect(await imported("grids", fine, ...named, "--parent-as", "number")).toMatchObject({
      unchanged: 4,
      rejected: {},
    });
  });

  test("a dry run says how many records would be written, and writes none", async () => {
    const file = write("dry.csv", "no,lng,lat\n1,118.705,32.01\n2,118.706,32.01\n3,,\n");
    const args = ["--territory", "street", "--id", "no", "--id-prefix", "dry-", "--json"];
    const dry = await run("cameras", file, ...args, "--dry-run");
    expect(dry.stderr).toMatch(/^ {2}would be inserted or updated +2$/m);
    expect(dry.stderr).not.toMatch(/^ {2}inserted/m);
    expect(lastObject(dry)).toMatchObject({ dryRun: true, rows: 3, wouldWrite: 2 });
    expect(lastObject(dry)).not.toHaveProperty("inserted");
    const again = lastObject(await run("cameras", file, ...args, "--dry-run"));
    expect(again).toMatchObject({ wouldWrite: 2 }); // and the next test finds its own cameras alone
  });

  test("T22 grids in GCJ-02 read as WGS84 are said to lie elsewhere, and read as GCJ-02 they fit", async () => {
    const shifted = features(
      ...[0, 1, 2, 3, 4, 5].map((at) =>
        box({ NO: at }, [118.7055 + at / 180, 31.9979, 118.7055 + (at + 0.9) / 180, 32.0002]),
      ),
    );
    const file = write("gcj.geojson", shifted);
    const wrong = await run("grids", file, ...street, "--tier", "lane", "--dry-run");
    expect(wrong.stderr).toMatch(
      /warning: read as wgs84, \w+ of \d+ positions looked at are where they are expected; as gcj02, .+ would fit/,
    );
    const right = await run("grids", file, ...street, "--tier", "lane", "--dry-run", "--crs", "gcj02");
    expect(right.stderr).not.toContain("warning");
  });

  test("cameras keep every direction, and what is not understood is noted, not dropped", async () => {
    const csv =
      "no,name,lng,lat,dir,state\n1,a,118.705,32.01,15;182;298,ok\n2,b,118.715,32.01,335-45,down\n3,c,118.725,32.01,somewhere,ok\n4,d,,,,\n4,d,0,0,,\n3,e,118.7,32.01,,\n";
    const file = write("cameras.csv", csv);
    const args = [
      "--territory",
      "street",
      "--id",
      "no",
      "--name",
      "name",
      "--direction",
      "dir",
      "--status",
      "state",
      "--status-map",
      "ok=online,down=offline",
    ];
    const result = await imported("cameras", file, ...args);
    expect(result).toMatchObject({
      rows: 6,
      inserted: 3,
      rejected: { "no-coordinates": 1, "zero-coordinates": 1, "duplicate-id": 1 },
      noted: { "unknown-direction": 1 },
      placed: { inside: 3, outside: 0 },
    });
    expect(await imported("cameras", file, ...args)).toMatchObject({ inserted: 0, unchanged: 3 });
    const cameras = await listCameras(database.db, { territoryId: await territoryId("street") });
    expect(
      cameras.map(({ sectors, status }) => [sectors.map(({ bearingDegrees }) => bearingDegrees), status]),
    ).toEqual([
      [[15, 182, 298], "online"],
      [[10], "offline"],
      [[], "online"],
    ]);
  });

  test("a second file that numbers its rows alike is refused, and taken under a prefix", async () => {
    const file = write(
      "more-cameras.csv",
      "no,lng,lat\n1,118.735,32.001\n2,118.736,32.001\n3,118.737,32.019\n",
    );
    const args = ["--territory", "street", "--id", "no"];
    const refused = await run("cameras", file, ...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /3 of 3 known ids would move more than 1 km; are they ids of another file\?/,
    );
    expect(await imported("cameras", file, ...args, "--id-prefix", "traffic-")).toMatchObject({
      inserted: 3,
    });
  });

  test("places of one kind or of a field; a kind without a meaning is rejected and counted by value", async () => {
    const file = write(
      "places.csv",
      "no,lng,lat,kind\n1,118.705,32.01,Station\n2,118.706,32.01,Bakery\n3,118.707,32.01,Bakery\n",
    );
    const args = [
      "--territory",
      "street",
      "--id",
      "no",
      "--kind-field",
      "kind",
      "--kind-map",
      "station=police-room",
    ];
    const outcome = await run("places", file, ...args, "--rejects", join(folder, "rejects.csv"));
    expect(outcome.stderr).toMatch(/unknown-kind "Bakery"\s+2/);
    expect(readFileSync(join(folder, "rejects.csv"), "utf8")).toContain(
      'places.csv,2,unknown-kind,"""Bakery"""',
    );
    const places = await listPlaces(database.db, { territoryId: await territoryId("street") });
    expect(places.map(({ kind }) => kind)).toEqual(["police-room"]);
  });

  test("households are addresses with how many live there, in their grids; the same file again changes nothing", async () => {
    const file = write(
      "households.csv",
      "no,lng,lat,address,homes\n1,118.705,32.01,5 幢,24\n2,118.706,32.01,6 幢,many\n",
    );
    const args = ["--territory", "street", "--id", "no", "--name", "address", "--households", "homes"];
    const counts = { rows: 2, rejected: { "bad-households": 1 } };
    expect(await imported("households", file, ...args)).toMatchObject({ ...counts, inserted: 1 });
    expect(await imported("households", file, ...args)).toMatchObject({ ...counts, unchanged: 1 });
    const asked = { territoryId: await territoryId("street"), timeZone: "UTC", limit: 9 };
    const { clusters } = await listClusters(database.db, asked);
    expect(clusters.map(({ name, households, gridId }) => [name, households, gridId !== null])).toEqual([
      ["5 幢", 24, true],
    ]);
  });

  const reports = `id,what,day,state,lng,lat
1,BIN,7/19/2017 13:45,OPEN,118.705,32.01
2,"BIN, again",7/20/2017 0:05,DONE,118.7099999,32.01
3,WAR,7/20/2017 0:05,OPEN,118.705,32.01
4,BIN,20.7.2017,OPEN,118.705,32.01
5,BIN,,OPEN,118.705,32.01
6,BIN,7/21/2017 9:00,LOST,118.705,32.01
7,BIN,7/21/2017 9:00,OPEN,119.705,32.01
`;
  const fields = ["--id", "id", "--category-field", "what", "--occurred", "day", "--date-format", "us"];
  const states = ["--status", "state", "--status-map", "OPEN=assigned,DONE=closed"];
  const reportArgs = ["--territory", "street", ...fields, ...states];
  const categories = () =>
    write(
      "map.json",
      '{"BIN":{"category":"overflowing-bin","condition":"repeated"},"BIN, again":"overflowing-bin"}',
    );

  test("incidents take category, state and local time from maps; what has none of these is rejected", async () => {
    const file = write("reports.csv", reports);
    const args = [...reportArgs, "--category-map", categories()];
    expect(await imported("incidents", file, ...args)).toMatchObject({
      rows: 7,
      inserted: 3,
      rejected: { "unknown-category": 1, "bad-time": 1, "no-time": 1, "unknown-status": 1 },
      placed: { inside: 2, outside: 1, inTwo: 0, nearBorder: 1 },
    });
    expect(await imported("incidents", file, ...args)).toMatchObject({ inserted: 0, unchanged: 3 });
    const { incidents } = {
      incidents: await listIncidents(database.db, { territoryId: await territoryId("street"), limit: 10 }),
    };
    const first = incidents.find(({ externalId }) => externalId === "1");
    expect(first).toMatchObject({
      severity: "major",
      status: "assigned",
      occurredAt: "2017-07-19T05:45:00.000Z",
    });
    expect(incidents.find(({ externalId }) => externalId === "7")?.gridAtOccurrence).toBeNull();
  });

  test("own codes of incidents are held against the grids of every tier, and those of another date are warned of", async () => {
    const lines = [
      ...Array.from({ length: 25 }, (_, i) => `far-${i},4,118.705,32.01`), // lane 4 is a kilometre away
      ...Array.from({ length: 5 }, (_, i) => `near-${i},1,118.714,32.01`), // in community 1, beside lane 1
      "none,9,118.705,32.01",
    ];
    const file = write(
      "coded.csv",
      `id,own,lng,lat,day\n${lines.map((line) => `${line},2026-05-01`).join("\n")}\n`,
    );
    const args = [
      "--territory",
      "street",
      "--id",
      "id",
      "--category",
      "overflowing-bin",
      "--occurred",
      "day",
    ];
    const outcome = await run("incidents", file, ...args, "--compare", "own", "--dry-run", "--json");
    expect(lastObject(outcome)["compared"]).toEqual({ known: 30, equal: 5, different: 25, within30m: 0 });
    expect(outcome.stderr).toMatch(
      /warning: only 0 of 25 disagreements lie within 30 m .+ boundaries of another date/,
    );
    expect(outcome.stderr).toMatch(/^ {2}own code known +30$/m);
    const silent = lastObject(await run("incidents", file, ...args, "--dry-run", "--json"));
    expect(silent).not.toHaveProperty("compared");
    const key = { territoryId: await territoryId("street") };
    expect(await listCodeAgreements(database.db, key)).toEqual([]); // a dry run keeps nothing
    await imported("incidents", file, ...args, "--compare", "own");
    const [kept, ...others] = await listCodeAgreements(database.db, key);
    expect(kept).toMatchObject({ kind: "incidents", version: 2, known: 30, different: 25, within30m: 0 });
    expect(others).toEqual([]);
  });

  test("a file that is cut off writes nothing, however many good rows come before the cut", async () => {
    const feature = (id: number) =>
      `{"type":"Feature","properties":{"id":"cut-${id}","day":"2017-07-19"},"geometry":{"type":"Point","coordinates":[118.705,32.01]}}`;
    const rows = Array.from({ length: 12_000 }, (_, id) => feature(id)).join(",");
    const file = write("cut.geojson", `{"type":"FeatureCollection","features":[${rows},{"type":"Fea`);
    const args = [
      "--territory",
      "street",
      "--id",
      "id",
      "--category",
      "overflowing-bin",
      "--occurred",
      "day",
    ];
    const outcome = await run("incidents", file, ...args);
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.stderr).toMatch(/truncated/);
    const incidents = await listIncidents(database.db, {
      territoryId: await territoryId("street"),
      limit: 500,
    });
    expect(incidents.filter(({ externalId }) => externalId?.startsWith("cut-"))).toEqual([]);
  });

  test("a layer of the ground is replaced by the next file, and only shapes that fit are taken", async () => {
    const road = {
      type: "Feature",
      properties: { n: "解放路", c: "main" },
      geometry: {
        type: "LineString",
        coordinates: [
          [118.7, 32],
          [118.74, 32],
        ],
      },
    };
    const file = write("roads.geojson", features(road, box({}, [118.7, 32, 118.71, 32.01])));
    const args = [
      "--territory",
      "street",
      "--kind",
      "road",
      "--name",
      "n",
      "--class",
      "c",
      "--class-map",
      "main=arterial",
    ];
    expect(await imported("basemap", file, ...args)).toMatchObject({
      inserted: 1,
      rejected: { "wrong-shape": 1 },
    });
    expect(await imported("basemap", file, ...args)).toMatchObject({ inserted: 0, unchanged: 1 });
    const basemap = await findBasemap(database.db, {
      territoryId: await territoryId("street"),
      kind: "road",
    });
    expect(basemap?.features[0]?.properties).toEqual({ name: "解放路", class: "arterial" });
  });

  test.each([
    [
      "a territory that does not exist",
      ["cameras", "cameras.csv", "--territory", "nowhere", "--id", "no"],
      1,
      /there is no territory "nowhere" \(there are: .*street/,
    ],
    [
      "a tier that does not exist",
      ["grids", "lanes.geojson", ...street, "--tier", "house"],
      1,
      /no tier "house"; the tiers are: community, lane/,
    ],
    [
      "a category that does not exist",
      ["incidents", "reports.csv", "--territory", "street", "--category", "war", "--occurred", "day"],
      1,
      /no category "war"/,
    ],
    [
      "a zone that does not exist",
      [
        "incidents",
        "reports.csv",
        "--territory",
        "street",
        "--category",
        "dust",
        "--occurred",
        "day",
        "--time-zone",
        "Mars/Base",
      ],
      1,
      /unknown time zone "Mars\/Base"/,
    ],
    [
      "a word that is no state",
      ["cameras", "cameras.csv", "--territory", "street", "--status-map", "ok=fine"],
      1,
      /map of "ok": "fine" is none of online, offline/,
    ],
    [
      "no kind of place",
      ["places", "places.csv", "--territory", "street"],
      2,
      /either --kind or --kind-field/,
    ],
    ["no number of households", ["households", "cameras.csv", "--territory", "street"], 2, /--households/],
    [
      "no time",
      ["incidents", "reports.csv", "--territory", "street", "--category", "dust"],
      2,
      /--occurred or --reported/,
    ],
    [
      "a number out of range",
      ["cameras", "cameras.csv", "--territory", "street", "--field-of-view", "0"],
      2,
      /--field-of-view needs a number above 0/,
    ],
  ])("%s is said in one line", async (_, [kind, file, ...args], code, message) => {
    const outcome = await run(kind!, join(folder, file!), ...args); // each case begins with both
    expect(outcome.stderr).toMatch(message);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });
});

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
      await imported("grids", ...args, ...wards);
      await imported("incidents", join(dc, "crime_incidents_2016-08.geojson"), ...incidents, ...compare);
      return listCodeAgreements(database.db, { territoryId: await territoryId("dc") });
    };
    const old = await keptAfter(join(dc, "zone_ward_2002.geojson"), ...fresh);
    expect(old).toMatchObject([{ kind: "incidents", version: 1, known: 2897 }]); // one of 2,898 comes twice
    expect(old.map(isOfAnotherDate)).toEqual([true]);
    const now = await keptAfter(join(dc, "zone_ward_2012.geojson"));
    expect(now).toMatchObject([{ kind: "incidents", version: 2, known: 2897 }]); // one of 2,898 comes twice
    expect(now.map(isOfAnotherDate)).toEqual([false]);
  });
});
