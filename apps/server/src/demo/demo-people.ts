import type { Grid, Person } from "@getu/domain";
import {
  insertGrant,
  insertPerson,
  inTransaction,
  listGrids,
  listIncidents,
  listMadeUpPersons,
} from "@getu/store";
import type { Db, Transaction } from "@getu/store";
import { castOf } from "./cast.ts";
import type { Member } from "./cast.ts";

/** Who gives the made-up people what they hold. */
export const DEMO_MAKER = "demo";

const MOST_OPEN = 5000;

/**
 * Makes those made-up people of a demo street who are not there yet, without passwords, and lists all of them. An older
 * demo gets who was thought of since, around the leaders that it has.
 */
export async function ensureDemoPeople(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<readonly Person[]> {
  const there = await listMadeUpPersons(db);
  const known = new Set(there.map(({ username }) => username));
  const grids = await listGrids(db, { territoryId });
  const openOf = there.length > 0 ? heldLanes(there, grids) : await countOpen(db, territoryId);
  const missing = castOf({ grids, openOf }).filter(({ username }) => !known.has(username));
  if (missing.length === 0) return there;
  await inTransaction(db, async (tx) => {
    for (const member of missing) await addMember(tx, { member, territoryId });
  });
  return listMadeUpPersons(db);
}

async function countOpen(db: Db, territoryId: number): Promise<Map<number, number>> {
  const open = await listIncidents(db, { territoryId, open: true, limit: MOST_OPEN });
  const openOf = Map.groupBy(open, ({ gridCurrent }) => gridCurrent ?? 0);
  return new Map([...openOf].map(([gridId, found]) => [gridId, found.length]));
}

/** The lanes that have a leader already, as the only ones with work: so the cast is built around these again. */
const heldLanes = (there: readonly Person[], grids: readonly Grid[]): Map<number, number> => {
  const led = there.flatMap(({ grants }) => grants.filter(({ role }) => role === "leader"));
  const held = new Set(led.map(({ gridId }) => gridId));
  return new Map(grids.filter(({ id }) => held.has(id)).map(({ id }) => [id, 1]));
};

/** Somebody real who has the username already keeps it, and is given nothing. */
async function addMember(
  tx: Transaction,
  { member, territoryId }: { member: Member; territoryId: number },
): Promise<void> {
  const { username, name, role, gridIds } = member;
  const personId = await insertPerson(tx, { username, name, passwordHash: null, isMadeUp: true });
  if (personId === null) return;
  for (const gridId of gridIds)
    await insertGrant(tx, { personId, role, territoryId, gridId, grantedBy: DEMO_MAKER });
}
