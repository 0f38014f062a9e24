import type { HeldGrant, Person } from "@getu/domain";
import {
  appendAudit,
  createSecretToken,
  hasHandedOutLinks,
  insertDeviceToken,
  insertPasswordLink,
  inTransaction,
  listDeviceTokens,
  listMadeUpPersons,
  listTerritories,
  revokeDeviceToken,
  setDisabled,
  withdrawPasswordLinks,
} from "@getu/store";
import type { Db, NewAuditEntry, Transaction } from "@getu/store";
import { findDemo } from "../demo.ts";
import { isLoopback } from "../http/known-host.ts";
import { DEMO_MAKER, ensureDemoPeople } from "./demo-people.ts";

const VALID_MS = 24 * 3_600_000;
const WALL_NAME = "大屏（示范）";

/** Where the links lead, whose server it is, and whether others can reach it. */
export type DemoPlace = { home: string; host: string; publicUrl: string };

/** The demo street of a home whose server nobody else can reach; null = there is none, or others can reach it. */
async function findDemoStreet(db: Db, { home, host }: DemoPlace): Promise<{ territoryId: number } | null> {
  if (!isLoopback(host) || findDemo(home)?.isComplete !== true) return null;
  const territory = (await listTerritories(db)).find(({ demo }) => demo);
  return territory ? { territoryId: territory.id } : null;
}

/**
 * What a start says about the made-up people: their links at the first one, later how to get others (also for those
 * whom an older demo did not have), nothing where there is no demo street. Where others can reach the server their accounts are closed.
 */
export async function offerDemoLinks(db: Db, place: DemoPlace): Promise<string[]> {
  if (!isLoopback(place.host)) await closeDemoPeople(db);
  const street = await findDemoStreet(db, place);
  if (!street) return [];
  const isLater = await inTransaction(db, (tx) => hasHandedOutLinks(tx, DEMO_MAKER));
  if (isLater) {
    await ensureDemoPeople(db, street);
    return ["new links for the made-up people: npx getu demo-links"];
  }
  return makeDemoLinks(db, place);
}

/**
 * Makes a new link for each of the made-up people and a new token for their wall; what was handed out before ends.
 * Throws where there is no demo street or others can reach the server.
 */
export async function makeDemoLinks(db: Db, place: DemoPlace): Promise<string[]> {
  const street = await findDemoStreet(db, place);
  if (!street) throw new Error("made-up people are for a demo street on a loopback HOST: there is none here");
  const people = await ensureDemoPeople(db, street);
  return inTransaction(db, async (tx) => {
    await withdrawPasswordLinks(tx, DEMO_MAKER);
    const lines: string[] = [];
    const { publicUrl } = place;
    for (const person of people) lines.push(await linkLine(tx, { ...street, person, publicUrl }));
    const wall = await wallLine(db, tx, { ...street, publicUrl });
    return [
      "made-up people of the demo street; each link sets a password, once, within a day:",
      ...lines,
      wall,
    ];
  });
}

const placeOf = ({ gridName, territoryName }: HeldGrant): string => gridName ?? territoryName?.zh ?? "";

async function linkLine(
  tx: Transaction,
  { territoryId, person, publicUrl }: { territoryId: number; person: Person; publicUrl: string },
): Promise<string> {
  const { id: personId, username, name, grants } = person;
  await setDisabled(tx, { personId, to: "enabled" });
  const { token, tokenHash } = createSecretToken();
  await insertPasswordLink(tx, { personId, tokenHash, createdBy: DEMO_MAKER, validMs: VALID_MS });
  await log(tx, { action: "password.link", subject: `person:${personId}`, territoryId });
  const holds = `${grants[0]?.role ?? "no role"} of ${grants.map(placeOf).join(", ")}`;
  // The token stands behind `#`, so that no server or proxy ever logs it.
  return `  ${username ?? ""}, ${name}, ${holds}\n    ${publicUrl}/desk/#/password/${token}`;
}

async function wallLine(
  db: Db,
  tx: Transaction,
  { territoryId, publicUrl }: { territoryId: number; publicUrl: string },
): Promise<string> {
  const before = await listDeviceTokens(db, { territoryId });
  for (const { id, name, isRevoked } of before)
    if (name === WALL_NAME && !isRevoked) await endWall(tx, { territoryId, id });
  const { token, tokenHash } = createSecretToken();
  const made = { name: WALL_NAME, territoryId, gridId: null, tokenHash, createdBy: DEMO_MAKER };
  const id = await insertDeviceToken(tx, made);
  await log(tx, { action: "device.created", subject: `device:${id}`, territoryId });
  return `  ${WALL_NAME}, a screen: enter ${token} at\n    ${publicUrl}/desk/#/screen`;
}

async function closeDemoPeople(db: Db): Promise<void> {
  const street = (await listTerritories(db)).find(({ demo }) => demo);
  if (street === undefined) return;
  const people = await listMadeUpPersons(db);
  await inTransaction(db, async (tx) => {
    await withdrawPasswordLinks(tx, DEMO_MAKER);
    const territoryId = street.id;
    for (const { id: personId } of people)
      if (await setDisabled(tx, { personId, to: "disabled" }))
        await log(tx, { action: "person.disabled", subject: `person:${personId}`, territoryId });
    for (const { id, name } of await listDeviceTokens(db, { territoryId }))
      if (name === WALL_NAME) await endWall(tx, { territoryId, id });
  });
}

async function endWall(tx: Transaction, wall: { territoryId: number; id: number }): Promise<void> {
  if (await revokeDeviceToken(tx, { ...wall, revokedBy: DEMO_MAKER }))
    await log(tx, { action: "device.revoked", subject: `device:${wall.id}`, territoryId: wall.territoryId });
}

/** Whoever starts the server has no account. */
const log = (tx: Transaction, done: Omit<NewAuditEntry, "actor">): Promise<number> =>
  appendAudit(tx, { ...done, actor: "system" });
