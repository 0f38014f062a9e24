import type { Person } from "@getu/domain";
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

/** Makes the made-up people of a demo street where there are none yet, without passwords, and lists them. */
export async function ensureDemoPeople(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<readonly Person[]> {
  const there = await listMadeUpPersons(db);
  if (there.length > 0) return there;
  const grids = await listGrids(db, { territoryId });
  const open = await listIncidents(db, { territoryId, open: true, limit: MOST_OPEN });
  const openOf = Map.groupBy(open, ({ gridCurrent }) => gridCurrent ?? 0);
  const counts = new Map([...openOf].map(([gridId, found]) => [gridId, found.length]));
  await inTransaction(db, async (tx) => {
    for (const member of castOf({ grids, openOf: counts })) await addMember(tx, { member, territoryId });
  });
  return listMadeUpPersons(db);
}

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
