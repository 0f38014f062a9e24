import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Grant, PhotoKind, Role, Territory } from "@getu/domain";
import { addPhoto, listPhotos, rateCase, takePublicReport, verifySteps } from "@getu/store";
import {
  createTestDatabase,
  foundTown,
  RULEBOOK,
  townBox,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let pathOf: FoundedTown["pathOf"];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory, pathOf } = await foundTown(database.db));
});
afterAll(() => database.drop());

const as = (role: Role, grid = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId: territory.id, gridPath: pathOf(grid) } satisfies Grant],
  });
type Caller = ReturnType<typeof as>;
type Act = Parameters<Caller["incident"]["act"]>[0];

const act = (caller: Caller, id: number, command: Omit<Act, "territoryId" | "id" | "idempotencyKey">) =>
  caller.incident.act({ territoryId: territory.id, id, idempotencyKey: randomUUID(), ...command });
const preview = (caller: Caller, id: number, course: Omit<Act, "territoryId" | "id" | "idempotencyKey">) =>
  caller.incident.preview({ territoryId: territory.id, id, ...course });
const history = (caller: Caller, id: number) => caller.incident.history({ territoryId: territory.id, id });
const file = (category = "noise") =>
  as("dispatcher").incident.report({
    territoryId: territory.id,
    idempotencyKey: randomUUID(),
    report: townReport({ category }),
  });

/** A photo as an upload leaves it: pending until something takes it. */
async function upload(kind: PhotoKind): Promise<string> {
  const id = randomBytes(16).toString("hex");
  const size = { width: 8, height: 8, bytes: 100, sha256: "0".repeat(64) };
  await addPhoto(database.db, { ...size, id, kind, territoryId: territory.id, uploadedBy: null });
  return id;
}
const photosOf = (id: number) => listPhotos(database.db, { territoryId: territory.id, incidentId: id });

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const QUICK = { category: "dumping", condition: "quick" };

describe("correcting the category", () => {
  test("sets severity and deadline by the new rule from the report's time, and the history keeps what it was", async () => {
    const { id, reportedAt, dueAt } = await file();
    expect(Date.parse(dueAt!) - Date.parse(reportedAt)).toBe(DAY_MS);
    const reason = "热线误选";
    const command = { action: "recategorise", reason, classification: QUICK } as const;
    const corrected = await act(as("dispatcher"), id, command);
    expect(corrected).toMatchObject({ ...QUICK, severity: "urgent", status: "assigned" });
    expect(Date.parse(corrected.dueAt!) - Date.parse(reportedAt)).toBe(HOUR_MS);
    const { steps, incident, brokenStep } = await history(as("dispatcher"), id);
    expect(incident).toEqual(corrected);
    expect(brokenStep).toBeNull();
    expect(steps.at(-1)).toMatchObject({
      action: "recategorise",
      clock: "reckon",
      reason,
      correction: { from: { category: "noise", condition: "default" }, to: QUICK },
    });
    const explained = await as("viewer").incident.explainDeadline({ territoryId: territory.id, id });
    expect(explained).toMatchObject({ startedAt: reportedAt, rule: { amount: 1, unit: "urgent-hour" } });
    expect((await verifySteps(database.db, { territoryId: territory.id })).broken).toEqual([]);
  });

  test("is refused for a category that the catalogue does not know, for one it has already, and after acceptance", async () => {
    const { id } = await file();
    const correct = (classification: typeof QUICK) =>
      failureOfCall(act(as("dispatcher"), id, { action: "recategorise", reason: "误选", classification }));
    const dragons = { category: "dragons", condition: "default" };
    expect(await correct(dragons)).toEqual({ code: "CATEGORY_UNKNOWN", ...dragons });
    const same = { category: "noise", condition: "default" };
    expect(await correct(same)).toMatchObject({ because: "other-category" });
    await act(as("leader", "lane-0-0"), id, { action: "accept" });
    expect(await correct(QUICK)).toMatchObject({ code: "ACTION_NOT_POSSIBLE", because: "state" });
    expect((await history(as("dispatcher"), id)).incident.category).toBe("noise");
  });
});

describe("photos that a category demands", () => {
  const begun = async () => {
    const { id } = await file("dumping");
    const leader = as("leader", "lane-0-0");
    await act(leader, id, { action: "accept" });
    return { id, leader };
  };

  test("must be there before the work is fed back, and what is refused takes no photo", async () => {
    const { id, leader } = await begun();
    const before = await upload("before");
    const command = { action: "feed-back", text: "已清运" } as const;
    const refused = await failureOfCall(act(leader, id, { ...command, photoIds: [before] }));
    expect(refused).toEqual({ code: "ACTION_INCOMPLETE", action: "feed-back", needs: ["photos"] });
    expect(await photosOf(id)).toEqual([]);
    const after = await upload("after");
    const done = await act(leader, id, { ...command, photoIds: [before, after] });
    expect(done.status).toBe("fed-back");
    expect((await photosOf(id)).map(({ kind }) => kind).sort()).toEqual(["after", "before"]);
  });

  test("that are gone or belong to another incident are refused by name, and nothing is done", async () => {
    const [first, second] = [await begun(), await begun()];
    const after = await upload("after");
    const command = { action: "feed-back" as const, text: "已清运", photoIds: [after] };
    await act(first.leader, first.id, command);
    expect(await failureOfCall(act(second.leader, second.id, command))).toEqual({
      code: "PHOTO_NOT_FOUND",
      territoryId: territory.id,
      photoId: after,
    });
    expect((await history(second.leader, second.id)).incident.status).toBe("accepted");
  });

  test("of the work before a reopening do not prove the work after it", async () => {
    const { id, leader } = await begun();
    const command = { action: "feed-back", text: "已清运" } as const;
    await act(leader, id, { ...command, photoIds: [await upload("after")] });
    const office = as("dispatcher");
    await act(office, id, { action: "verify" });
    await act(office, id, { action: "close", text: "已答复" });
    await act(office, id, { action: "reopen", reason: "又有人倾倒" });
    await act(office, id, { action: "accept" });
    expect(await failureOfCall(act(office, id, command))).toMatchObject({ needs: ["photos"] });
  });
});

describe("an action seen before it is taken", () => {
  test("says who would answer and until when, exactly as the action then does, and changes nothing", async () => {
    const { id } = await file();
    const office = as("dispatcher");
    const course = { action: "recategorise", classification: QUICK } as const;
    const seen = await preview(office, id, course);
    expect((await history(office, id)).steps).toHaveLength(3);
    await act(office, id, { ...course, reason: "误选" });
    const done = (await history(office, id)).steps.at(-1)!;
    const { clock, dueAt, ownerAfter, asked, to } = done;
    expect(seen).toMatchObject({ clock, dueAt, ownerAfter, asked, to });
  });

  test("T35 of a foreign incident is answered as one that is not there", async () => {
    const { id } = await file();
    const refused = await failureOfCall(preview(as("leader", "lane-1-0"), id, { action: "accept" }));
    expect(refused).toEqual({ code: "INCIDENT_NOT_FOUND", territoryId: territory.id, incidentId: id });
  });
});

test("what was decided on a history that has gone on is refused with how far it has gone", async () => {
  const { id } = await file();
  const leader = as("leader", "lane-0-0");
  await act(leader, id, { action: "accept" });
  const late = act(as("dispatcher"), id, { action: "extend", reason: "会商", seenSteps: 3 });
  expect(await failureOfCall(late)).toEqual({
    code: "INCIDENT_CHANGED_MEANWHILE",
    incidentId: id,
    seen: 3,
    current: 4,
  });
  expect(await act(leader, id, { action: "start", seenSteps: 4 })).toMatchObject({ status: "handling" });
});

test("T49 a history that somebody has changed by hand says at which step it breaks", async () => {
  const { id } = await file();
  await database.owner.query(
    `ALTER TABLE incident_step DISABLE TRIGGER incident_step_grows;
     UPDATE incident_step SET reason = 'made up later' WHERE incident_id = ${id} AND ordinal = 2;
     ALTER TABLE incident_step ENABLE TRIGGER incident_step_grows`,
  );
  expect((await history(as("dispatcher"), id)).brokenStep).toBe(2);
});

test("T45 a contact is shown struck out to who handles the case or is called to it from elsewhere, without a trace, and to nobody else", async () => {
  const filed = await takePublicReport(database.db, {
    territoryId: territory.id,
    report: { ...townReport({ position: townPosition(0.5, 0.5) }), externalId: "public-2" },
    rulebook: RULEBOOK,
    idempotencyKey: "public-2",
    photoIds: [],
    followedBy: { codeHash: createHash("sha256").update("made up").digest("hex") },
    contact: { text: "13800138000", keepDays: 90 },
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  const masked = (caller: Caller) =>
    caller.contact.masked({ territoryId: territory.id, incidentId: filed.incident.id });
  expect(await masked(as("dispatcher"))).toEqual({ contact: "138****8000" });
  expect(await masked(as("leader", "lane-0-0"))).toEqual({ contact: "138****8000" });
  expect(await failureOfCall(masked(as("leader", "lane-1-0")))).toMatchObject({ code: "INCIDENT_NOT_FOUND" });
  const office = as("dispatcher");
  const { id } = filed.incident;
  const photo = await upload("before");
  await act(office, id, { action: "file", photoIds: [photo] });
  await act(office, id, { action: "assign", assignee: { level: 3, gridPath: pathOf("lane-7-3") } });
  const called = as("leader", "lane-7-3");
  expect(await masked(called)).toEqual({ contact: "138****8000" });
  const photos = (caller: Caller) => caller.photo.list({ territoryId: territory.id, incidentId: id });
  expect((await photos(called)).map((each) => each.id)).toEqual([photo]);
  expect(await failureOfCall(photos(as("leader", "lane-7-2")))).toMatchObject({ code: "INCIDENT_NOT_FOUND" });
  expect(await failureOfCall(masked(as("auditor")))).toMatchObject({ code: "NOT_PERMITTED" });
  const { rows } = await database.db.pool.query("SELECT FROM audit_entry");
  expect(rows).toEqual([]);
});

test("T35 who is called to an incident elsewhere sees the outline of its grid and no other, who has it on the map gets none", async () => {
  const { id } = await file();
  const assignee = { level: 3, gridPath: pathOf("lane-7-3") };
  const called = as("leader", "lane-7-3");
  await act(as("dispatcher"), id, { action: "transfer", reason: "跨网格", assignee });
  const { coordinates } = townBox(0, 0, 1, 1);
  expect((await history(called, id)).outline).toEqual(coordinates);
  const seen = await called.grid.edges({ territoryId: territory.id });
  expect(seen.gridIds.map(String)).toEqual([pathOf("lane-7-3").split("/").at(-1)]);
  expect((await history(as("leader", "lane-0-0"), id)).outline).toBeNull();
  expect((await history(as("dispatcher"), id)).outline).toBeNull();
});

test("who reads a history sees what its reporter said of each closing, and that a bad rating reopened it", async () => {
  const codeHash = createHash("sha256").update("made up to be rated").digest("hex");
  const filed = await takePublicReport(database.db, {
    territoryId: territory.id,
    report: { ...townReport({ position: townPosition(0.5, 0.5) }), externalId: "public-3" },
    rulebook: RULEBOOK,
    idempotencyKey: "public-3",
    photoIds: [],
    followedBy: { codeHash },
    contact: null,
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  const { id } = filed.incident;
  const { closedAt } = await act(as("dispatcher"), id, { action: "decline", reason: "已由物业处理" });
  expect((await history(as("dispatcher"), id)).ratings).toEqual([]);
  await rateCase(database.db, { codeHash, rating: 1, reason: "当晚又灭了", rulebook: RULEBOOK });
  const { ratings, steps, people } = await history(as("dispatcher"), id);
  expect(ratings).toEqual([
    { rating: 1, reason: "当晚又灭了", closedAt: new Date(closedAt!), ratedAt: expect.any(Date) },
  ]);
  expect(steps.at(-1)).toMatchObject({ action: "reopen", actor: { id: "resident" } });
  expect(people).toEqual({}); // a resident is nobody that can be named
});
