import { DEFAULT_LADDER, findCondition } from "@getu/domain";
import type { Incident, Person, Rulebook } from "@getu/domain";
import { tellHistories } from "@getu/sample";
import type { Bare } from "@getu/sample";
import { getTerritory, listGrids, listIncidents, writePastHistories } from "@getu/store";
import type { Db } from "@getu/store";
import { demoCastOf, pathsOf } from "./demo-cast.ts";

/** All that is open, and the newest of what is closed: what somebody who looks around comes upon. */
const MOST_OPEN = 5000;
const MOST_CLOSED = 2000;
const WEEK_MS = 7 * 86_400_000;

/** What histories of a demo street are made of. */
export type HistorySeed = {
  territoryId: number;
  rulebook: Rulebook;
  people: readonly Person[];
  seed: string;
  now: Date;
};

/** Gives the newer incidents of a demo street a history: who did what and when, up to now. Says how many. */
export async function seedHistories(db: Db, given: HistorySeed): Promise<{ written: number }> {
  const { territoryId, rulebook, people, seed, now } = given;
  const [{ timeZone }, grids, incidents] = await Promise.all([
    getTerritory(db, { territoryId }),
    listGrids(db, { territoryId }),
    listNewer(db, given),
  ]);
  const paths = pathsOf(grids);
  const rules = { ...rulebook, timeZone };
  const bare = incidents.map((incident): Bare => {
    const rule = findCondition(rulebook.catalogue, incident)?.deadline ?? DEFAULT_LADDER[incident.severity];
    return { incident, gridPath: paths.get(incident.gridCurrent ?? 0) ?? "", rule };
  });
  const histories = tellHistories(bare, { rules, cast: demoCastOf(people, paths), seed, now });
  return writePastHistories(db, { territoryId, histories, rules });
}

async function listNewer(db: Db, { territoryId, now }: HistorySeed): Promise<Incident[]> {
  const from = new Date(now.getTime() - WEEK_MS).toISOString();
  const [open, closed] = await Promise.all([
    listIncidents(db, { territoryId, open: true, limit: MOST_OPEN }),
    listIncidents(db, { territoryId, open: false, from, limit: MOST_CLOSED }),
  ]);
  return [...open, ...closed].toSorted((a, b) => (a.reportedAt < b.reportedAt ? 1 : -1));
}
