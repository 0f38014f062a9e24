import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  closeDb,
  createTerritory,
  importGrids,
  openDb,
  prepareDatabase,
  startEmbeddedPostgres,
} from "@getu/store";
import type { Db } from "@getu/store";
import type { GridRecord } from "@getu/domain";
import type { AreaGeometry } from "@getu/geometry";

/** The embedded PostgreSQL with a made-up city in it; gone when it is closed. */
export type BenchDatabase = { url: string; db: Db; territoryId: number; close(): Promise<void> };

const TERRITORY = {
  code: "bench",
  name: { zh: "测试城", en: "Made-up city" },
  tiers: [{ key: "grid", name: { zh: "网格", en: "Grid" } }],
  timeZone: "Asia/Shanghai",
  demo: true,
};

/** Outlines by their place in a city as an import takes them. */
export const gridRecordsOf = (areas: Iterable<readonly [place: number, area: AreaGeometry]>): GridRecord[] =>
  [...areas].map(([place, area]) => ({
    externalId: `grid-${place}`,
    tier: 0,
    code: String(place),
    name: `Grid ${place}`,
    parentExternalId: null,
    leaderName: null,
    households: null,
    area,
  }));

/** Outlines of a city, in the order in which they are numbered. */
type CityAreas = { areas: readonly AreaGeometry[] };

async function fill(db: Db, { areas }: CityAreas): Promise<number> {
  const { id: territoryId } = await createTerritory(db, TERRITORY);
  const records = gridRecordsOf(areas.entries());
  const { inserted, rejects } = await importGrids(db, { territoryId, records, file: "made-up city" });
  if (inserted !== areas.length)
    throw new Error(`${inserted} of ${areas.length} grids: ${rejects[0]?.detail ?? ""}`);
  return territoryId;
}

/** Starts the server that ships with the product, as it ships, and imports the city's grids. */
export async function openBenchDatabase(
  city: CityAreas,
  options?: Parameters<typeof openDb>[1],
): Promise<BenchDatabase> {
  const home = mkdtempSync(join(tmpdir(), "getu-bench-"));
  chmodSync(home, 0o755); // the database's own user enters, so the data goes when the home goes
  const postgres = await startEmbeddedPostgres({ home });
  const { ownerUrl: url } = postgres; // benchmarks make and drop tables beside ours
  await prepareDatabase({ url, ownerUrl: url });
  const db = await openDb(url, options);
  const territoryId = await fill(db, city);
  return {
    url,
    db,
    territoryId,
    async close() {
      await closeDb(db);
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
