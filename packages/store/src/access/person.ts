import { randomUUID } from "node:crypto";
import type { HeldGrant, Person, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { listGrants, listLastGrants } from "./grant.ts";
import type { NamedGrant } from "./grant.ts";
import { withdrawInvitations } from "./invitation.ts";

type PersonRow = {
  id: string;
  username: string | null;
  name: string;
  disabledAt: Date | null;
  twoFactorEnabled: boolean | null;
  createdAt: Date;
};

const toPerson = (row: PersonRow, grants: readonly NamedGrant[]): Person => ({
  id: row.id,
  username: row.username,
  name: row.name,
  isDisabled: row.disabledAt !== null,
  hasSecondFactor: row.twoFactorEnabled === true,
  createdAt: row.createdAt.toISOString(),
  grants: grants.filter(({ personId }) => personId === row.id).map(({ grant }) => grant),
});

/** Everybody who holds a grant in the reach, with those grants; who holds none is shown to those who reach all. */
export async function listPersons(db: Db, reach: "all" | readonly Scope[]): Promise<Person[]> {
  const grants = await listGrants(db, reach);
  const where = reach === "all" ? {} : { id: { in: grants.map(({ personId }) => personId) } };
  const rows = await db.prisma.person.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map((row) => toPerson(row, grants));
}

/** Everybody who holds no grant any more, with the one that they held last where that lies in the reach. */
export async function listFormerHolders(
  db: Db,
  reach: "all" | readonly Scope[],
): Promise<{ person: Person; last: HeldGrant }[]> {
  const last = await listLastGrants(db, reach);
  const of = new Map(last.map(({ personId, grant }) => [personId, grant]));
  const where = { id: { in: [...of.keys()] } };
  const rows = await db.prisma.person.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map((row) => ({ person: toPerson(row, []), last: of.get(row.id)! })); // they were asked for by it
}

/** Somebody with everything they hold; null when there is no such account. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const row = await db.prisma.person.findUnique({ where: { id } });
  return row && toPerson(row, await listGrants(db, "all"));
}

/** The names of those among some actors who are people, by what they are called as actors (`person:ID`). */
export async function listActorNames(db: Db, actors: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await db.pool.query<{ actor: string; name: string }>(
    "SELECT actor, name FROM unnest($1::text[]) AS actor JOIN person ON 'person:' || person.id = actor",
    [actors],
  );
  return Object.fromEntries(rows.map(({ actor, name }) => [actor, name]));
}

/** True when the account is closed. */
export async function isDisabled(db: Db, id: string): Promise<boolean> {
  const row = await db.prisma.person.findUnique({ where: { id }, select: { disabledAt: true } });
  return row?.disabledAt != null;
}

/** The account of this name, however it is written; null = there is none. */
export async function findPersonId(db: Db, username: string): Promise<string | null> {
  const where = { username: username.toLowerCase() };
  return (await db.prisma.person.findUnique({ where, select: { id: true } }))?.id ?? null;
}

/** True before the first account exists; the people of a demo territory do not count. */
export const isWithoutPersons = async (db: Db): Promise<boolean> =>
  (await db.prisma.person.count({ where: { isMadeUp: false } })) === 0;

/** The people of demo territories, with their account and what they hold. */
export async function listMadeUpPersons(db: Db): Promise<Person[]> {
  const rows = await db.prisma.person.findMany({ where: { isMadeUp: true }, orderBy: { username: "asc" } });
  const grants = await listGrants(db, "all");
  return rows.map((row) => toPerson(row, grants));
}

/** What a new account is made of; without a password nobody can sign in with it until one is set. */
export type NewPerson = { username: string; name: string; passwordHash: string | null; isMadeUp: boolean };

/** A new account without any right; returns its id, or null when the username is taken. */
export async function insertPerson(tx: Transaction, given: NewPerson): Promise<string | null> {
  const username = given.username.toLowerCase();
  const id = randomUUID();
  // `.invalid` is reserved: no mail can ever reach it.
  const { rowCount } = await tx.query(
    `INSERT INTO person (id, name, email, username, display_username, made_up) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [id, given.name, `${username}@getu.invalid`, username, given.username, given.isMadeUp],
  );
  if (rowCount === 0) return null;
  if (given.passwordHash !== null) await setPassword(tx, { personId: id, passwordHash: given.passwordHash });
  return id;
}

/** Gives an account this password in place of the one before, and ends its sessions. */
export async function setPassword(
  tx: Transaction,
  { personId, passwordHash }: { personId: string; passwordHash: string },
): Promise<void> {
  await tx.query("DELETE FROM session WHERE person_id = $1", [personId]);
  await tx.query("DELETE FROM credential WHERE person_id = $1 AND provider_id = 'credential'", [personId]);
  await tx.query(
    `INSERT INTO credential (id, account_id, provider_id, person_id, password) VALUES ($1, $2, 'credential', $2, $3)`,
    [randomUUID(), personId, passwordHash],
  );
}

/** Closes an account and ends its sessions and the invitations it has handed out, or opens it again; false when it was so already. */
export async function setDisabled(
  tx: Transaction,
  { personId, to }: { personId: string; to: "disabled" | "enabled" },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE person SET disabled_at = CASE WHEN $2 THEN clock_timestamp() END WHERE id = $1 AND (disabled_at IS NULL) = $2`,
    [personId, to === "disabled"],
  );
  if (to === "disabled") {
    await tx.query("DELETE FROM session WHERE person_id = $1", [personId]);
    await withdrawInvitations(tx, `person:${personId}`);
  }
  return rowCount === 1;
}

/** Takes the second factor off, for somebody who has lost the telephone, and ends all sessions; false when there was none. */
export async function removeSecondFactor(tx: Transaction, personId: string): Promise<boolean> {
  const { rowCount } = await tx.query("DELETE FROM second_factor WHERE person_id = $1", [personId]);
  await tx.query("UPDATE person SET two_factor_enabled = false WHERE id = $1", [personId]);
  await tx.query("DELETE FROM session WHERE person_id = $1", [personId]);
  return (rowCount ?? 0) > 0;
}
