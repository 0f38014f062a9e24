import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDb, createTerritory, importGrids, migrate, openDb, startEmbeddedPostgres } from "@getu/store";
import type { Db } from "@getu/store";
import type { MadeUpCity } from "./made-up-city.ts";

/** The embedded PostgreSQL with a made-up city in it; gone when it is closed. */
export type BenchDatabase = { url: string; db: Db; territoryId: number; close(): Promise<void> };

const TERRITORY = {
  code: "bench",
  name: { zh: "测试城", en: "Made-up city" },
  tiers: [{ key: "grid", name: { zh: "网格", en: "Grid" } }],
  timeZone: "Asia/Shanghai",
  demo: true,
};

async function fill(db: Db, { areas }: MadeUpCity): Promise<number> {
  const { id: territoryId } = await createTerritory(db, TERRITORY);
  const records = areas.map((area, i) => ({
    externalId: `grid-${i}`,
    tier: 0,
    code: String(i),
    name: `Grid ${i}`,
    parentExternalId: null,
    leaderName: null,
    households: null,
    area,
  }));
  const { inserted, rejects } = await importGrids(db, { territoryId, records, file: "made-up city" });
  if (inserted !== areas.length)
    throw new Error(`${inserted} of ${areas.length} grids: ${rejects[0]?.detail ?? ""}`);
  return territoryId;
}

/** Starts the server that ships with the product, as it ships, and imports the city's grids. */
export async function openBenchDatabase(city: MadeUpCity): Promise<BenchDatabase> {
  const home = mkdtempSync(join(tmpdir(), "getu-bench-"));
  const postgres = await startEmbeddedPostgres({ home });
  await migrate(postgres.url);
  const db = await openDb(postgres.url);
  const territoryId = await fill(db, city);
  return {
    url: postgres.url,
    db,
    territoryId,
    async close() {
      await closeDb(db);
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
