import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { PlanStep } from "@getu/domain/redraw";
import { RULEBOOK, townPosition, townReport, townUnits } from "@getu/store/testing";
import { expect, test } from "vitest";
import {
  assignMany,
  fileReport,
  findHistory,
  insertGrant,
  insertPerson,
  inTransaction,
  isBlocked,
  listFormerGrids,
  listGrantsOf,
  listGrids,
  reassignDue,
  restoreVersion,
  takeAction,
} from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, territoryId, id, draw, publish, check } = openDraftTown({ incidents: 0 });

const LEADER = "made-up leader";
const DISPATCHER = { id: "person:dispatcher", role: "dispatcher", gridPath: "" } as const;

const describeAs = (grid: number, code: string, leaderName: string | null): PlanStep => ({
  kind: "describe",
  grid,
  code,
  name: code,
  leaderName,
  households: null,
});

/** `lane-0-0` with its western quarter cut off, under the leader's name on both sides. */
const cut = (): PlanStep => ({
  kind: "split",
  owner: id("lane-0-0"),
  line: [townUnits(0.25, 0), townUnits(0.25, 1)],
  firstNewOwner: FIRST_NEW_GRID,
});
const named = (): PlanStep => describeAs(id("lane-0-0"), "LED", LEADER);

/** A new account with the leader's role on `lane-0-0`. */
const hire = (): Promise<string> =>
  inTransaction(db(), async (tx) => {
    const account = {
      username: `leader-${territoryId()}`,
      name: LEADER,
      passwordHash: null,
      isMadeUp: false,
    };
    const personId = (await insertPerson(tx, account))!; // the name is free
    const place = { role: "leader", territoryId: territoryId(), gridId: id("lane-0-0") } as const;
    await insertGrant(tx, { ...place, personId, grantedBy: "test" });
    return personId;
  });

const newGrid = async (): Promise<number> =>
  (await listGrids(db(), { territoryId: territoryId() })).find(({ externalId }) =>
    externalId.startsWith("draft-"),
  )!.id; // a half is always new

const pathOf = (grid: number): string => [id("community-0"), id("compound-0-0"), grid].join("/");

const pathsOf = async (personId: string): Promise<string[]> =>
  (await listGrantsOf(db(), personId)).map(({ gridPath }) => gridPath).toSorted();

/** What the log says of grants, the oldest first. */
const logged = async (): Promise<unknown[]> =>
  (
    await db().pool.query(
      "SELECT action, actor, subject, facts FROM audit_entry WHERE territory_id = $1 AND action LIKE 'grant.%' ORDER BY seq",
      [territoryId()],
    )
  ).rows;

const rollBack = async (version: number, seen: number): Promise<void> => {
  const by = { actor: "person:administrator", address: null };
  const done = await restoreVersion(db(), {
    territoryId: territoryId(),
    version,
    seen,
    reason: "made up",
    by,
  });
  if ("refusal" in done) throw new Error(done.refusal.code);
  await reassignDue(db());
};

test("who leads a grid goes on with the open work in the half that is cut off it under their name", async () => {
  const personId = await hire();
  await publish(named());
  const filed = await fileReport(db(), {
    territoryId: territoryId(),
    report: townReport({ position: townPosition(0.1, 0.5) }),
    actor: DISPATCHER,
    rulebook: RULEBOOK,
    idempotencyKey: "filed",
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  const incidentId = filed.incident.id;
  const at = { territoryId: territoryId(), rulebook: RULEBOOK };
  await assignMany(db(), {
    ...at,
    incidentIds: [incidentId],
    actors: [DISPATCHER],
    idempotencyKey: "assigned",
  });
  await publish(cut());
  const history = (await findHistory(db(), { ...at, incidentId }))!; // it was filed
  expect(history.state.asked?.duty.gridPath).toBe(pathOf(await newGrid()));
  const actors = (await listGrantsOf(db(), personId)).map(({ gridPath }) => ({
    id: `person:${personId}`,
    role: "leader" as const,
    gridPath,
  }));
  const command = { action: "accept" } as const;
  const taken = await takeAction(db(), { ...at, incidentId, command, actors, idempotencyKey: "accepted" });
  expect("refusal" in taken ? taken.refusal : null).toBeNull();
});

test("the role on a half is logged, goes with a roll-back and comes back with the half", async () => {
  const personId = await hire();
  await publish(named());
  const epochs = async () =>
    (await db().pool.query("SELECT number::integer FROM access_epoch")).rows[0].number;
  const before = await epochs();
  await publish(cut());
  expect(await epochs()).toBeGreaterThan(before);
  const half = await newGrid();
  const both = [pathOf(id("lane-0-0")), pathOf(half)].toSorted();
  const row = { actor: "system", subject: `person:${personId}`, facts: { role: "leader", gridId: half } };
  expect(await pathsOf(personId)).toEqual(both);
  expect(await logged()).toEqual([{ action: "grant.given", ...row }]);
  await rollBack(2, 3);
  expect(await pathsOf(personId)).toEqual([pathOf(id("lane-0-0"))]);
  expect(await listFormerGrids(db(), personId)).toEqual([]);
  expect((await logged()).at(-1)).toEqual({ action: "grant.revoked", ...row });
  await rollBack(3, 4);
  expect(await pathsOf(personId)).toEqual(both);
});

test("a half under another name gives nobody a role, and is warned of like one whose leader has no account", async () => {
  const renamed = () => [cut(), describeAs(FIRST_NEW_GRID, "HALF", "somebody else")];
  const warning = { kind: "leader-without-account", severity: "warning", grids: [FIRST_NEW_GRID] };
  await publish(named());
  const found = await check(await draw(cut()));
  expect(found).toMatchObject({ problems: [warning] });
  expect("code" in found || isBlocked(found)).toBe(false);
  const personId = await hire();
  expect(await check(await draw(cut()))).toMatchObject({ problems: [] });
  expect(await check(await draw(...renamed()))).toMatchObject({ problems: [warning] });
  await publish(...renamed());
  expect(await newGrid()).toBeGreaterThan(0);
  expect(await pathsOf(personId)).toEqual([pathOf(id("lane-0-0"))]);
});
