import type { Person } from "@getu/domain";
import { tellVisits } from "@getu/sample";
import {
  getTerritory,
  inTransaction,
  listClusters,
  listGrids,
  setRhythm,
  writePastVisits,
} from "@getu/store";
import type { Db } from "@getu/store";
import { demoCastOf, pathsOf } from "./demo-cast.ts";

/** More than a demo street has. */
const MOST_CLUSTERS = 100_000;
/** The rhythm of a demo street: once a month. */
const EVERY_DAYS = 30;

/** What visits of a demo street are made of. */
type VisitSeed = { territoryId: number; people: readonly Person[]; seed: string; now: Date };

/** Gives the households of a demo street a rhythm and the visits of two months, made by whoever leads their grids. */
export async function seedVisits(db: Db, { territoryId, people, seed, now }: VisitSeed): Promise<void> {
  const { timeZone } = await getTerritory(db, { territoryId });
  const [grids, { clusters }] = await Promise.all([
    listGrids(db, { territoryId }),
    listClusters(db, { territoryId, timeZone, limit: MOST_CLUSTERS }),
  ]);
  await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId: null, everyDays: EVERY_DAYS }));
  const paths = pathsOf(grids);
  const cast = demoCastOf(people, paths);
  const inOrder = clusters.toSorted((a, b) => a.id - b.id);
  const visits = tellVisits(inOrder, { now, timeZone, seed }).map(({ gridId, ...visit }) => ({
    ...visit,
    visitor: cast.leaderOf(paths.get(gridId ?? 0) ?? "").id,
  }));
  await writePastVisits(db, { territoryId, visits, answeredBy: cast.dispatcher.id });
}
