import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AreaGeometry } from "@getu/geometry";
import { buildPartition, isRefusal, toAreas } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import {
  createTestDatabase,
  listMisplaced,
  readGridStates,
  readPlacedIncidents,
  TOWN_TERRITORY,
  townIncident,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import type { FeatureCollection, Point } from "geojson";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toPlan } from "../src/boundary/boundary-plan.ts";
import { inTransaction } from "../src/db.ts";
import { readDrafts } from "../src/grid/grid-draft.ts";
import type { GridDraft } from "../src/grid/grid-draft.ts";
import {
  createTerritory,
  importGrids,
  importIncidents,
  listVersions,
  reassignDue,
  restoreVersion,
} from "../src/index.ts";
import { publishBoundaries } from "../src/boundary/publish-boundaries.ts";
import { lockBoundaries } from "../src/grid/territory-lock.ts";

const folder =
  process.env["GETU_FIXTURES"] ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));
const isHere = existsSync(join(folder, "dc"));
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, "dc", name), "utf8"));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Zones = FeatureCollection<AreaGeometry>;

/** A file's zones as a clean tiling; codes are numbered as they come, over both files. */
function tile(name: string, key: string, numbers: Map<string, number>, like?: Partition): Partition {
  const { features } = read(name) as Zones;
  const areas = features.map(({ geometry, properties }) => {
    const code = String(properties![key]); // every zone has one
    if (!numbers.has(code)) numbers.set(code, numbers.size + 1);
    return { owner: numbers.get(code)!, area: geometry };
  });
  const built = buildPartition(areas, like ? { origin: like.origin } : {});
  if (isRefusal(built)) throw new Error(JSON.stringify(built));
  return built.partition;
}

const toRecords = (partition: Partition, codes: readonly string[]) =>
  [...toAreas(partition)].map(([owner, area]) => ({
    externalId: codes[owner - 1]!, // numbered from 1
    tier: 0,
    code: codes[owner - 1]!,
    name: codes[owner - 1]!,
    parentExternalId: null,
    leaderName: null,
    households: null,
    householdsEstimated: false,
    area,
  }));

const REDRAWS = [
  ["wards", "zone_ward_2002.geojson", "zone_ward_2012.geojson", "WARD_ID"],
  ["neighbourhood commissions", "zone_anc_2002.geojson", "zone_anc_2013.geojson", "ANC_ID"],
] as const;

describe.skipIf(!isHere)("DC (skipped where ../shared/data is absent)", () => {
  test.each(REDRAWS)(
    "R15 R16 a real redraw of %s moves the incidents that asking every outline says, each along an area that moved, and rolling back restores all",
    { timeout: 120_000 },
    async (name, before, after, key) => {
      const { db } = database;
      const numbers = new Map<string, number>();
      const old = tile(before, key, numbers);
      const now = tile(after, key, numbers, old);
      const codes = [...numbers.keys()];
      const tiers = [{ key: "zone", name: { zh: "区", en: "Zone" } }];
      const { id: territoryId } = await createTerritory(db, { ...TOWN_TERRITORY, code: `dc-${name}`, tiers });
      await importGrids(db, { territoryId, records: toRecords(old, codes), file: before });
      const incidents = (read("crime_incidents_2016-08.geojson") as FeatureCollection<Point>).features;
      const records = incidents.map(({ geometry }, i) =>
        townIncident({
          externalId: `${name}-${i}`,
          position: [geometry.coordinates[0]!, geometry.coordinates[1]!],
        }),
      );
      await importIncidents(db, { territoryId, records, file: "incidents" });
      const [placed, states] = [
        await readPlacedIncidents(db, territoryId),
        await readGridStates(db, territoryId),
      ];
      await publishTiling({ territoryId, records: toRecords(now, codes) });
      await reassignDue(db);
      expect(await listMisplaced(db, territoryId)).toEqual([]);
      const stand = await readPlacedIncidents(db, territoryId);
      const moved = stand.filter((row, i) => row.grid_current !== placed[i]!.grid_current);
      expect(moved.length).toBeGreaterThan(100);
      const [version] = await listVersions(db, { territoryId });
      expect(version!.reassignment!.moved).toBe(moved.length);
      const { rows } = await db.pool.query<{ pair: string }>(
        "SELECT from_grid || ' ' || to_grid AS pair FROM boundary_lineage WHERE territory_id = $1",
        [territoryId],
      );
      const pairs = new Set(rows.map(({ pair }) => pair));
      const was = new Map(placed.map((row) => [row.id, row.grid_current]));
      expect(moved.filter((row) => !pairs.has(`${was.get(row.id) ?? 0} ${row.grid_current ?? 0}`))).toEqual(
        [],
      );
      const by = { actor: "person:administrator", address: null };
      await restoreVersion(db, { territoryId, version: 1, seen: 2, reason: "made up", by });
      await reassignDue(db);
      expect(await readPlacedIncidents(db, territoryId)).toEqual(placed);
      expect(await readGridStates(db, territoryId)).toEqual(states);
    },
  );
});

type Tiling = { territoryId: number; records: ReturnType<typeof toRecords> };

/** Puts another tiling into force, as a draft that had drawn it would. */
async function publishTiling({ territoryId, records }: Tiling): Promise<void> {
  await inTransaction(database.db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "exclusive" });
    const inForce = await readDrafts(tx, territoryId);
    const before = toPlan(inForce.values());
    if ("code" in before) throw new Error(before.code);
    const drafts = new Map(
      records.map((record): [string, GridDraft] => {
        const known = inForce.get(record.externalId);
        return [record.externalId, { ...record, id: known?.id ?? null, state: known?.state ?? null }];
      }),
    );
    // Grids that are new have no number yet: theirs come after every one in force.
    const named = [...drafts.values()].map(({ externalId, area }, i) => ({
      owner: inForce.get(externalId)?.id ?? 1_000_000_000 + i,
      area: area!,
    }));
    const after = buildPartition(named, { origin: before.partition.origin });
    if (isRefusal(after)) throw new Error(JSON.stringify(after));
    const names = new Map(named.map(({ owner }, i) => [owner, records[i]!.externalId])); // one for each
    await publishBoundaries(tx, {
      territoryId,
      inForce,
      planned: {
        drafts,
        retired: [...inForce.values()].flatMap(({ id, externalId }) =>
          id !== null && !drafts.has(externalId) ? [id] : [],
        ),
      },
      before: before.partition,
      after: after.partition,
      nameOf: (owner) => names.get(owner) ?? String(owner),
      origin: {},
    });
  });
}
