import { findBasemap, listCameras, listIncidents } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastObject } from "./getu.ts";
import { box, features, foundStreet, openImportTrial, STREET } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
  await foundStreet(trial);
  trial.write("cameras.csv", "no,lng,lat,state\n1,118.705,32.01,ok\n");
  trial.write("places.csv", "no,lng,lat,kind\n1,118.705,32.01,Station\n");
  trial.write("reports.csv", "id,day,lng,lat\n1,2017-07-19,118.705,32.01\n");
});
afterAll(() => trial.close());

describe("getu import", () => {
  test("a dry run says how many records would be written, and writes none", async () => {
    const file = trial.write("dry.csv", "no,lng,lat\n1,118.705,32.01\n2,118.706,32.01\n3,,\n");
    const args = ["--territory", "street", "--id", "no", "--id-prefix", "dry-", "--json"];
    const dry = await trial.run("cameras", file, ...args, "--dry-run");
    expect(dry.stderr).toMatch(/^ {2}would be inserted or updated +2$/m);
    expect(dry.stderr).not.toMatch(/^ {2}inserted/m);
    expect(lastObject(dry)).toMatchObject({ dryRun: true, rows: 3, wouldWrite: 2 });
    expect(lastObject(dry)).not.toHaveProperty("inserted");
    const again = lastObject(await trial.run("cameras", file, ...args, "--dry-run"));
    expect(again).toMatchObject({ wouldWrite: 2 });
    expect(await listCameras(trial.db, { territoryId: await trial.territoryId("street") })).toEqual([]);
  });

  test("a file that is cut off writes nothing, however many good rows come before the cut", async () => {
    const feature = (id: number) =>
      `{"type":"Feature","properties":{"id":"cut-${id}","day":"2017-07-19"},"geometry":{"type":"Point","coordinates":[118.705,32.01]}}`;
    const rows = Array.from({ length: 12_000 }, (_, id) => feature(id)).join(",");
    const file = trial.write("cut.geojson", `{"type":"FeatureCollection","features":[${rows},{"type":"Fea`);
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
    const outcome = await trial.run("incidents", file, ...args);
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.stderr).toMatch(/truncated/);
    const incidents = await listIncidents(trial.db, {
      territoryId: await trial.territoryId("street"),
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
    const file = trial.write("roads.geojson", features(road, box({}, [118.7, 32, 118.71, 32.01])));
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
    expect(await trial.imported("basemap", file, ...args)).toMatchObject({
      inserted: 1,
      rejected: { "wrong-shape": 1 },
    });
    expect(await trial.imported("basemap", file, ...args)).toMatchObject({ inserted: 0, unchanged: 1 });
    const basemap = await findBasemap(trial.db, {
      territoryId: await trial.territoryId("street"),
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
      ["grids", "lanes.geojson", ...STREET, "--tier", "house"],
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
    const outcome = await trial.run(kind!, trial.pathOf(file!), ...args); // each case begins with both
    expect(outcome.stderr).toMatch(message);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });
});
