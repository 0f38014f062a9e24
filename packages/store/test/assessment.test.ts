import { createGridTree, FIGURES, listActions, SATISFIED_FROM } from "@getu/domain";
import type { Action, Actor, Command, Figure, Grid, Territory } from "@getu/domain";
import {
  createTestDatabase,
  foundTown,
  openTimeMachine,
  RULEBOOK,
  townIncident,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  assessMonth,
  databaseNow,
  fileReport,
  findHistory,
  importIncidents,
  listCounted,
  moveDue,
  rateCase,
  takeAction,
  takePublicReport,
} from "../src/index.ts";
import type { Db, IncidentHistory } from "../src/index.ts";
import { figuresOf, happeningsOf, monthOf, monthStart, nextMonth } from "./assessment-happenings.ts";
import type { Happening } from "./assessment-happenings.ts";
import { createRandom } from "./random.ts";

const HOUR_MS = 3_600_000;
const ROUNDS = 320;
const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };
const CHANNELS = ["hotline", "patrol", "visit", "device"] as const;
const CONDITIONS = ["default", "quick", "long"] as const;

let database: TestDatabase;
let time: TimeMachine;
let db: Db;
let territory: Territory;
let grids: readonly Grid[];
const ids: number[] = [];
const ratings: { incidentId: number; rating: number; at: Date }[] = [];
const codes = new Map<number, string>();
const random = createRandom(20_261_126);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
let keys = 0;
let begun: Date;

const historyOf = async (incidentId: number): Promise<IncidentHistory> =>
  (await findHistory(db, { territoryId: territory.id, incidentId, rulebook: RULEBOOK }))!;

/** Somewhere in the town, or now and then outside every grid. */
const anywhere = () => townPosition(random() * 8.4, random() * 4);

async function comeIn(): Promise<void> {
  const report = townReport({
    channel: pick(CHANNELS),
    condition: pick(CONDITIONS),
    position: anywhere(),
  });
  const delivery = { territoryId: territory.id, rulebook: RULEBOOK, idempotencyKey: `in-${++keys}` };
  if (random() < 0.6) {
    const filed = await fileReport(db, { ...delivery, report, actor: DISPATCHER });
    if ("incident" in filed) ids.push(filed.incident.id);
    return;
  }
  const codeHash = createHash("sha256").update(`code-${keys}`).digest("hex");
  const taken = await takePublicReport(db, {
    ...delivery,
    report: { ...report, channel: "snapshot", externalId: `public-${keys}` },
    photoIds: [],
    followedBy: { codeHash },
    contact: null,
  });
  if (!("incident" in taken)) return;
  ids.push(taken.incident.id);
  codes.set(taken.incident.id, codeHash);
}

const LIKELY = new Set<Action>(["accept", "extend", "pause", "feed-back", "verify", "close"]);

/** Takes an action that somebody may take, oftener one that brings the incident on. */
async function doSomething(incidentId: number): Promise<void> {
  const { state, gridPath, now, rules } = await historyOf(incidentId);
  const actors: Actor[] = [DISPATCHER, { id: "person:leader", role: "leader", gridPath }];
  const open = actors.flatMap((actor) =>
    listActions(state, { actor, now, gridPath, rules }).map((action) => ({ actor, action })),
  );
  const likely = open.filter(({ action }) => LIKELY.has(action));
  const chosen = random() < 0.6 && likely.length > 0 ? pick(likely) : pick(open);
  if (!chosen || (chosen.action === "reopen" && random() < 0.8)) return; // a closed one knows nothing else
  const command: Command = {
    action: chosen.action,
    reason: "made up",
    text: "made up",
    assignee: chosen.action === "transfer" ? state.owner : undefined,
    until: new Date(now.getTime() + random() * 200 * HOUR_MS + HOUR_MS),
    duplicateOf: ids[0],
  };
  await takeAction(db, {
    territoryId: territory.id,
    incidentId,
    command,
    actors: [chosen.actor],
    rulebook: RULEBOOK,
    idempotencyKey: `act-${++keys}`,
  });
}

async function rateSomething(): Promise<void> {
  const [incidentId, codeHash] = pick([...codes]) ?? [];
  if (incidentId === undefined || codeHash === undefined) return;
  const rating = 1 + Math.floor(random() * 5);
  const at = await databaseNow(db);
  const isRated = await rateCase(db, { codeHash, rating, reason: null, rulebook: RULEBOOK });
  if (!isRated) return;
  // The column's own clock was bound when the table was made: it does not follow the time machine.
  await db.pool.query(
    "UPDATE incident_rating SET rated_at = $3 WHERE territory_id = $1 AND incident_id = $2 AND rated_at < $3 AND rating = $4 AND closed_at = (SELECT max(closed_at) FROM incident_rating WHERE territory_id = $1 AND incident_id = $2)",
    [territory.id, incidentId, at, rating],
  );
  ratings.push({ incidentId, rating, at });
}

/** What chance alone seldom brings about: done after the first deadline, within the one that was approved. */
async function excuseOne(shift: (ms: number) => Promise<void>): Promise<void> {
  const filed = await fileReport(db, {
    territoryId: territory.id,
    rulebook: RULEBOOK,
    idempotencyKey: `in-${++keys}`,
    report: townReport({ position: townPosition(random() * 8, random() * 4) }),
    actor: DISPATCHER,
  });
  if (!("incident" in filed)) return;
  const incidentId = filed.incident.id;
  ids.push(incidentId);
  const { gridPath } = await historyOf(incidentId);
  const leader: Actor = { id: "person:leader", role: "leader", gridPath };
  const acts = [
    ["accept", leader],
    ["extend", DISPATCHER],
    ["feed-back", leader],
    ["verify", DISPATCHER],
    ["close", DISPATCHER],
  ] as const;
  for (const [action, actor] of acts) {
    if (action === "feed-back") await shift(30 * HOUR_MS);
    const command = { action, reason: "made up", text: "made up" };
    const taken = await takeAction(db, {
      territoryId: territory.id,
      incidentId,
      command,
      actors: [actor],
      rulebook: RULEBOOK,
      idempotencyKey: `act-${++keys}`,
    });
    if ("refusal" in taken) throw new Error(JSON.stringify(taken.refusal));
  }
}

/** Two months of a town in which anything may happen at any hour. */
async function liveThrough(): Promise<void> {
  let ahead = 0;
  const shift = (ms: number) => time.shift((ahead += ms));
  for (let round = 0; round < ROUNDS; round += 1) {
    await shift(random() * 7 * HOUR_MS);
    if (round % 40 === 20) await excuseOne(shift);
    const dice = random();
    if (dice < 0.25 || ids.length === 0) await comeIn();
    else if (dice < 0.85) await doSomething(pick(ids.slice(-9)));
    else if (dice < 0.95) await rateSomething();
    else await moveDue(db, { rulebook: RULEBOOK });
  }
}

async function importSome(): Promise<void> {
  const records = Array.from({ length: 40 }, (_, i) => {
    const reported = begun.getTime() + random() * 60 * 24 * HOUR_MS;
    const due = reported + 24 * HOUR_MS;
    const closed = reported + random() * 48 * HOUR_MS;
    return townIncident({
      externalId: `imported-${i}`,
      position: anywhere(),
      status: "closed",
      occurredAt: new Date(reported).toISOString(),
      reportedAt: new Date(reported).toISOString(),
      dueAt: new Date(due).toISOString(),
      closedAt: new Date(closed).toISOString(),
    });
  });
  await importIncidents(db, { territoryId: territory.id, records, file: "made up" });
  const { rows } = await db.pool.query<{ id: string }>(
    "SELECT id FROM incident WHERE territory_id = $1 AND external_id LIKE 'imported-%'",
    [territory.id],
  );
  ids.push(...rows.map(({ id }) => Number(id)));
}

beforeAll(async () => {
  database = await createTestDatabase();
  time = await openTimeMachine(database);
  db = time.db;
  ({ territory, grids } = await foundTown(db));
  begun = await databaseNow(db);
  await liveThrough();
  await importSome();
}, 120_000);
afterAll(async () => {
  await time.close();
  await database.drop();
});

async function allHappenings(): Promise<Happening[]> {
  const histories = [];
  for (const id of ids) histories.push(await historyOf(id));
  const gridOf = new Map(histories.map(({ incident }) => [incident.id, incident.gridCurrent]));
  const rated = ratings.flatMap(({ incidentId, rating, at }): Happening[] => {
    const common = { grid: gridOf.get(incidentId)!, incidentId, at: at.getTime() };
    return [
      { ...common, figure: "rated" },
      ...(rating >= SATISFIED_FROM ? [{ ...common, figure: "satisfied" as const }] : []),
    ];
  });
  return [...histories.flatMap(happeningsOf), ...rated];
}

describe("the assessment of a month", () => {
  test("counts for every grid of every tier in every month what its incidents' histories say", async () => {
    const all = await allHappenings();
    const now = (await databaseNow(db)).getTime();
    const tree = createGridTree(grids);
    const seen = new Set<Figure>();
    for (const month of new Set(all.map(({ at }) => monthOf(at)))) {
      const until = Math.min(monthStart(nextMonth(month)), now);
      const inMonth = all.filter(({ at }) => at >= monthStart(month) && at < until);
      for (const { figure } of inMonth) seen.add(figure);
      for (const tier of [0, 1, 2]) {
        const rootOf = ({ grid }: Happening) =>
          grid === null ? null : (tree.ancestorAt(grid, tier)?.id ?? null);
        const found = await assessMonth(db, {
          territoryId: territory.id,
          month,
          tier,
          timeZone: territory.timeZone,
        });
        expect(found.total).toEqual(figuresOf(inMonth));
        expect(found.elsewhere).toEqual(figuresOf(inMonth.filter((each) => rootOf(each) === null)));
        const expected = grids
          .filter((grid) => grid.tier === tier)
          .map(({ id, name, parentId }) => ({
            gridId: id,
            name,
            above: grids.find((grid) => grid.id === parentId)?.name ?? null,
            ...figuresOf(inMonth.filter((each) => rootOf(each) === id)),
          }));
        expect(found.grids).toEqual(expected);
      }
    }
    expect([...seen].toSorted()).toEqual([...FIGURES].toSorted()); // the town lived through all of it
  });

  test("shows a viewer of one community what happened in it and nothing else", async () => {
    const community = grids.find(({ tier }) => tier === 0)!;
    const question = {
      territoryId: territory.id,
      month: nextMonth(monthOf(begun)),
      tier: 2,
      timeZone: territory.timeZone,
    };
    const whole = await assessMonth(db, question);
    const own = await assessMonth(db, { ...question, within: [community.id] });
    const tree = createGridTree(grids);
    const inside = whole.grids.filter(({ gridId }) => tree.ancestorAt(gridId, 0)?.id === community.id);
    expect(own.grids).toEqual(inside);
    const sum = inside.reduce((total, { counts }) => total + counts.reported, 0);
    expect(own.total.counts.reported).toBe(sum);
    expect(sum).toBeGreaterThan(0);
  });

  test("lists behind every number exactly what it counts, page by page", async () => {
    const all = await allHappenings();
    const second = nextMonth(monthOf(begun));
    const [from, until] = [monthStart(second), monthStart(nextMonth(second))];
    const question = {
      territoryId: territory.id,
      month: nextMonth(monthOf(begun)),
      tier: 0,
      timeZone: territory.timeZone,
    };
    for (const figure of FIGURES) {
      const expected = all.filter((each) => each.figure === figure && each.at >= from && each.at < until);
      const listed = [];
      for (let before: { at: string; incidentId: number } | undefined; ;) {
        const page = await listCounted(db, { ...question, figure, of: "all", limit: 7, before });
        listed.push(...page);
        const last = page.at(-1);
        if (!last) break;
        before = { at: last.at, incidentId: last.incident.id };
      }
      const keyOf = (id: number, at: number) => `${id} ${at}`;
      expect(listed.map(({ incident, at }) => keyOf(incident.id, Date.parse(at))).toSorted()).toEqual(
        expected.map(({ incidentId, at }) => keyOf(incidentId, at)).toSorted(),
      );
    }
  });

  test("names who approved what moved a deadline", async () => {
    const question = {
      territoryId: territory.id,
      month: nextMonth(monthOf(begun)),
      tier: 0,
      timeZone: territory.timeZone,
    };
    const moved = await listCounted(db, { ...question, figure: "moved", of: "all", limit: 50 });
    const exempt = await listCounted(db, { ...question, figure: "exempt", of: "all", limit: 50 });
    expect(moved.length).toBeGreaterThan(0);
    for (const { by } of [...moved, ...exempt]) expect(by).toEqual([DISPATCHER.id]);
  });
});

test("a ledger from before what is counted stood in the incident is given it by the migration", async () => {
  const stored = async () => {
    const { rows } = await db.pool.query<{ id: string; judged: boolean }>(
      `SELECT id, answered_at, done_at, first_due_at, dropped,
         coalesce(state @? '$.clock.pauses[*] ? (@.kind == "verification")', false) AS judged
       FROM incident LEFT JOIN incident_loop ON incident_id = id ORDER BY id`,
    );
    return rows;
  };
  const written = await stored();
  const file = new URL("../prisma/migrations/0018_assessed/migration.sql", import.meta.url);
  const [update] = /UPDATE "incident" SET[^;]+;/.exec(readFileSync(file, "utf8"))!; // it is there
  await db.pool.query(
    "UPDATE incident SET answered_at = NULL, done_at = NULL, first_due_at = NULL, dropped = false",
  );
  await db.pool.query(update);
  const given = await stored();
  // Where work was judged in between, the old rows do not say when it would have been due without.
  const comparable = (rows: typeof given) => rows.filter(({ judged }) => !judged);
  expect(comparable(given)).toEqual(comparable(written));
  expect(comparable(given).length).toBeGreaterThan(ids.length / 2);
});
