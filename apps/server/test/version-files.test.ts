import { nobodyWith } from "@getu/domain";
import type { Role, Viewer } from "@getu/domain";
import { importGrids, listAudit } from "@getu/store";
import { createTown } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

type Properties = {
  code: string;
  households?: number | null;
  householdsEstimated?: boolean;
  leaderName?: string;
};
type FeatureFile = { features: { properties: Properties; geometry: { coordinates: unknown[][] } }[] };
type TopologyFile = {
  type: string;
  arcs: unknown[][];
  objects: { grids: { geometries: { properties: Properties }[] } };
};

let server: TestServer;
let territoryId: number;
/** Whoever asks next: all ask the same server, which keeps what it made for the last. */
const viewer: Viewer = { ...nobodyWith() };

beforeAll(async () => {
  server = await startTestServer({ context: { viewer } });
  ({ id: territoryId } = await createTestTerritory(server.db, "files"));
  await importGrids(server.db, { territoryId, records: createTown(1), file: "town" });
});
afterAll(async () => {
  await server.stop();
});

/** Asks for a file as somebody in a role, on the whole territory or on a part of it. */
function askAs(role: Role, name: string, gridPath = ""): Promise<Response> {
  Object.assign(viewer, { caller: { kind: "person", id: role }, grants: [{ role, territoryId, gridPath }] });
  return fetch(`${server.origin}/territories/${territoryId}/versions/${name}`);
}

const featuresFor = async (role: Role): Promise<FeatureFile> =>
  (await (await askAs(role, "1.geojson")).json()) as FeatureFile;

const topologyFor = async (role: Role): Promise<TopologyFile> =>
  (await (await askAs(role, "1.topojson")).json()) as TopologyFile;

describe("a version is a file", () => {
  test("of outlines with their codes, as GeoJSON and, with every shared line once, as TopoJSON", async () => {
    const { features } = await featuresFor("planner");
    expect(features.map(({ properties }) => properties.code).toSorted((a, b) => a.localeCompare(b))).toEqual(
      createTown(1)
        .flatMap(({ code, area }) => (area ? [code] : []))
        .toSorted((a, b) => a.localeCompare(b)),
    );
    expect(features.every(({ geometry }) => geometry.coordinates[0]!.length === 5)).toBe(true);
    const topology = await topologyFor("planner");
    // 4 × 4 squares have 40 sides, and each corner square joins its two outer ones.
    expect([topology.type, topology.arcs.length]).toEqual(["Topology", 40 - 4]);
  });

  test("that browsers keep, called by its place, its number and the day from which it holds", async () => {
    const name = /^attachment; filename="(.+)"; filename\*=UTF-8''(\S+)$/;
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
    for (const [file, type, ending] of [
      ["1.geojson", "application/geo+json; charset=utf-8", "geojson"],
      ["1.topojson", "application/json; charset=utf-8", "topojson"],
    ] as const) {
      const { headers } = await askAs("planner", file);
      expect(headers.get("content-type")).toBe(type);
      const [, plain, encoded] = name.exec(headers.get("content-disposition")!)!; // both are asserted below
      expect(plain).toBe(`getu-boundaries-v1-${today}.${ending}`);
      expect(decodeURIComponent(encoded!)).toMatch(new RegExp(`^.+-网格界线-第1版-${today}\\.${ending}$`));
    }
    const english = (await askAs("planner", "1.geojson?language=en")).headers.get("content-disposition");
    expect(english).toMatch(/''.+-boundaries-version-1-/);
  });

  test("not of people: nobody's name is in it, whoever asks", async () => {
    for (const role of ["planner", "administrator"] as const)
      expect(JSON.stringify([await featuresFor(role), await topologyFor(role)])).not.toContain("leaderName");
  });
});

describe("households go along", () => {
  const exported = () => listAudit(server.db, { territoryIds: null, action: "export", limit: 100 });

  test("with who may take tables out of the house, and each time that is written down", async () => {
    const before = (await exported()).length;
    for (const role of ["administrator", "auditor", "secretary"] as const) {
      const { features } = await featuresFor(role);
      const { geometries } = (await topologyFor(role)).objects.grids;
      for (const { properties } of [...features, ...geometries])
        expect(properties, role).toMatchObject({ households: 40, householdsEstimated: false }); // as the town has it
    }
    const rows = await exported();
    expect(rows.length - before).toBe(6);
    expect(rows[0]).toMatchObject({
      actor: "person:secretary",
      territoryId,
      facts: { what: "boundaries", version: 1, format: "topojson" },
    });
  });

  test("with nobody else: who draws gets the lines, also after somebody had more, and leaves no row", async () => {
    await featuresFor("administrator");
    const before = (await exported()).length;
    const { features } = await featuresFor("planner");
    const { geometries } = (await topologyFor("planner")).objects.grids;
    expect(
      [...features, ...geometries].filter(({ properties }) =>
        Object.keys(properties).some((key) => key.startsWith("households")),
      ),
    ).toEqual([]);
    expect((await exported()).length).toBe(before);
  });

  test("nor do the lines with who may not read every draft", async () => {
    for (const role of ["viewer", "leader", "dispatcher", "device"] as const)
      expect((await askAs(role, "1.geojson")).status, role).toBe(403);
    expect((await askAs("secretary", "1.geojson", "1")).status).toBe(403);
    Object.assign(viewer, nobodyWith());
    expect((await fetch(`${server.origin}/territories/${territoryId}/versions/1.geojson`)).status).toBe(401);
  });
});

test("a version that is not there, a format that nobody writes and a number that is none are refused", async () => {
  const statusOf = async (name: string) => (await askAs("planner", name)).status;
  expect(await statusOf("2.geojson")).toBe(404);
  expect(await statusOf("1.svg")).toBe(404);
  expect(await statusOf("x.geojson")).toBe(404);
  expect(await statusOf("1.geojson?again=1")).toBe(400);
});
