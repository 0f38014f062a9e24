import { importGrids } from "@getu/store";
import { createTown } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

type FeatureFile = { features: { properties: { code: string }; geometry: { coordinates: unknown[][] } }[] };

let server: TestServer;
let folder: string;

beforeAll(async () => {
  const grants = [{ role: "planner", territoryId: "all", gridPath: "" } as const];
  server = await startTestServer({
    context: { viewer: { caller: { kind: "person", id: "planner" }, grants } },
  });
  const { id: territoryId } = await createTestTerritory(server.db, "files");
  await importGrids(server.db, { territoryId, records: createTown(1), file: "town" });
  folder = `${server.origin}/territories/${territoryId}/versions`;
});
afterAll(() => server.stop());

test("a version is a file of outlines with their codes, as GeoJSON and, with every shared line once, as TopoJSON", async () => {
  const geojson = (await (await fetch(`${folder}/1.geojson`)).json()) as FeatureFile;
  expect(
    geojson.features.map(({ properties }) => properties.code).toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(
    createTown(1)
      .flatMap(({ code, area }) => (area ? [code] : []))
      .toSorted((a, b) => a.localeCompare(b)),
  );
  expect(geojson.features.every(({ geometry }) => geometry.coordinates[0]!.length === 5)).toBe(true);
  const topojson = (await (await fetch(`${folder}/1.topojson`)).json()) as {
    type: string;
    arcs: unknown[][];
  };
  // 4 × 4 squares have 40 sides, and each corner square joins its two outer ones.
  expect([topojson.type, topojson.arcs.length]).toEqual(["Topology", 40 - 4]);
});

test("a version that is not there, a format that nobody writes and a number that is none are refused", async () => {
  const statusOf = async (name: string) => (await fetch(`${folder}/${name}`)).status;
  expect(await statusOf("2.geojson")).toBe(404);
  expect(await statusOf("1.svg")).toBe(404);
  expect(await statusOf("x.geojson")).toBe(404);
  expect(await statusOf("1.geojson?again=1")).toBe(400);
});
