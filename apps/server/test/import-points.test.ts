import { readFileSync } from "node:fs";
import { listCameras, listClusters, listPlaces } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundStreet, openImportTrial } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
  await foundStreet(trial);
});
afterAll(() => trial.close());

describe("getu import of what stands in a street", () => {
  test("cameras keep every direction, and what is not understood is noted, not dropped", async () => {
    const csv =
      "no,name,lng,lat,dir,state\n1,a,118.705,32.01,15;182;298,ok\n2,b,118.715,32.01,335-45,down\n3,c,118.725,32.01,somewhere,ok\n4,d,,,,\n4,d,0,0,,\n3,e,118.7,32.01,,\n";
    const file = trial.write("cameras.csv", csv);
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
    const result = await trial.imported("cameras", file, ...args);
    expect(result).toMatchObject({
      rows: 6,
      inserted: 3,
      rejected: { "no-coordinates": 1, "zero-coordinates": 1, "duplicate-id": 1 },
      noted: { "unknown-direction": 1 },
      placed: { inside: 3, outside: 0 },
    });
    expect(await trial.imported("cameras", file, ...args)).toMatchObject({ inserted: 0, unchanged: 3 });
    const cameras = await listCameras(trial.db, { territoryId: await trial.territoryId("street") });
    expect(
      cameras.map(({ sectors, status }) => [sectors.map(({ bearingDegrees }) => bearingDegrees), status]),
    ).toEqual([
      [[15, 182, 298], "online"],
      [[10], "offline"],
      [[], "online"],
    ]);
  });

  test("a second file that numbers its rows alike is refused, and taken under a prefix", async () => {
    const file = trial.write(
      "more-cameras.csv",
      "no,lng,lat\n1,118.735,32.001\n2,118.736,32.001\n3,118.737,32.019\n",
    );
    const args = ["--territory", "street", "--id", "no"];
    const refused = await trial.run("cameras", file, ...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /3 of 3 known ids would move more than 1 km; are they ids of another file\?/,
    );
    expect(await trial.imported("cameras", file, ...args, "--id-prefix", "traffic-")).toMatchObject({
      inserted: 3,
    });
  });

  test("places of one kind or of a field; a kind without a meaning is rejected and counted by value", async () => {
    const file = trial.write(
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
    const outcome = await trial.run("places", file, ...args, "--rejects", trial.pathOf("rejects.csv"));
    expect(outcome.stderr).toMatch(/unknown-kind "Bakery"\s+2/);
    expect(readFileSync(trial.pathOf("rejects.csv"), "utf8")).toContain(
      'places.csv,2,unknown-kind,"""Bakery"""',
    );
    const places = await listPlaces(trial.db, { territoryId: await trial.territoryId("street") });
    expect(places.map(({ kind }) => kind)).toEqual(["police-room"]);
  });

  test("households are addresses with how many live there, in their grids; the same file again changes nothing", async () => {
    const file = trial.write(
      "households.csv",
      "no,lng,lat,address,homes\n1,118.705,32.01,5 幢,24\n2,118.706,32.01,6 幢,many\n",
    );
    const args = ["--territory", "street", "--id", "no", "--name", "address", "--households", "homes"];
    const counts = { rows: 2, rejected: { "bad-households": 1 } };
    expect(await trial.imported("households", file, ...args)).toMatchObject({ ...counts, inserted: 1 });
    expect(await trial.imported("households", file, ...args)).toMatchObject({ ...counts, unchanged: 1 });
    const asked = { territoryId: await trial.territoryId("street"), timeZone: "UTC", limit: 9 };
    const { clusters } = await listClusters(trial.db, asked);
    expect(clusters.map(({ name, households, gridId }) => [name, households, gridId !== null])).toEqual([
      ["5 幢", 24, true],
    ]);
  });
});
