import { scopeOf } from "@getu/domain";
import type { NewVisit } from "@getu/domain";
import { createTestDatabase, foundTown, RULEBOOK, townCluster, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { importClusters, listClusters, recordVisit } from "../src/index.ts";
import type { Db } from "../src/index.ts";

/** The town's time zone, by whose days visits are due. */
export const timeZone = "Asia/Shanghai";

/** A visit of which nothing came. */
export const NOTHING: NewVisit & { occurredAt: string } = {
  outcome: "well",
  note: null,
  occurredAt: "2026-05-01T02:00:00.000Z",
  incident: null,
  demand: null,
  wish: null,
};

/** A visit of which everything came that can. */
export const MATTER = {
  outcome: "matter",
  incident: { category: "noise", condition: "default", summary: "made up", photoIds: [] as string[] },
  demand: "加装扶手（虚构）",
  wish: "一台收音机（虚构）",
} as const;

type Visiting = { clusterId: number; given?: Partial<typeof NOTHING>; key?: string; on?: string };

/** A made-up town whose households are visited. */
export type VisitTown = FoundedTown & {
  /** Settles one cluster in the middle of every lane and one outside the town; called by lane. */
  settle(): Promise<Map<string, number>>;
  listAll(): ReturnType<typeof listClusters>;
  visit(visiting: Visiting): ReturnType<typeof recordVisit>;
  /** How many rows of a table are the town's. */
  rowsOf(table: string): Promise<number>;
};

/** The database of the file whose tests run; in it somebody is called `leader`. */
export let database: TestDatabase;
export let db: Db;

/** The town of the test that runs. */
export let town: VisitTown;

/** Gives a file of tests a database, and each of its tests a town of its own. */
export function useVisitTownEach(): void {
  beforeAll(async () => {
    database = await createTestDatabase();
    ({ db } = database);
    await db.pool.query(
      "INSERT INTO person (id, name, email) VALUES ('leader', '虚构网格长', 'leader@made.up')",
    );
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    town = await foundVisitTown();
  });
}

let towns = 0;
let keys = 0;

async function foundVisitTown(): Promise<VisitTown> {
  towns += 1;
  const town = await foundTown(db, { code: `town-${towns}` });
  const { territoryId, pathOf } = town;
  const listAll = () => listClusters(db, { territoryId, timeZone, limit: 100 });
  return {
    ...town,
    listAll,
    async settle() {
      const lanes = Array.from({ length: 32 }, (_, i) => [i % 8, Math.floor(i / 8)] as const);
      const records = [...lanes, [-5, -5] as const].map(([x, y]) =>
        townCluster({ externalId: `${x}-${y}`, name: `${x}-${y}`, position: townPosition(x + 0.5, y + 0.5) }),
      );
      await importClusters(db, { territoryId, records, file: "households" });
      const { clusters } = await listAll();
      return new Map(clusters.map(({ externalId, id }) => [externalId, id]));
    },
    visit({ clusterId, given = {}, key = `key-${++keys}`, on = "" }) {
      const gridPath = pathOf(on);
      const viewer = {
        caller: { kind: "person", id: "leader" },
        grants: [{ role: "leader", territoryId, gridPath }],
      } as const;
      return recordVisit(db, {
        ...scopeOf(viewer, "visit.record", territoryId),
        clusterId,
        visit: { ...NOTHING, ...given },
        actor: { id: "person:leader", role: "leader", gridPath },
        rulebook: RULEBOOK,
        idempotencyKey: key,
      });
    },
    async rowsOf(table) {
      const { rows } = await db.pool.query<{ n: string }>(
        `SELECT count(*) AS n FROM ${table} WHERE territory_id = $1`,
        [territoryId],
      );
      return Number(rows[0]!.n); // count gives a row
    },
  };
}
