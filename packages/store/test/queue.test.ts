import {
  CHANNELS,
  INCIDENT_STATUSES,
  isBelow,
  isOpen,
  ORDERS_OF_QUEUE,
  QUEUES,
  SEVERITIES,
} from "@getu/domain";
import type {
  Actor,
  LoopState,
  Queue,
  QueueCursor,
  QueueEntry,
  QueueFilter,
  QueueOrder,
  Scope,
  Territory,
} from "@getu/domain";
import {
  createTestDatabase,
  createTown,
  openTimeMachine,
  RULEBOOK,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  adoptImported,
  assignMany,
  countQueue,
  createTerritory,
  databaseNow,
  fileReport,
  findHistory,
  importGrids,
  importIncidents,
  insertGrant,
  insertPerson,
  inTransaction,
  listGrids,
  moveDue,
  readQueue,
  takeAction,
} from "../src/index.ts";
import type { Db, QueueRequest } from "../src/index.ts";
import { createRandom } from "./random.ts";

const DAY_MS = 86_400_000;
const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };
const WORDS = ["路灯不亮", "噪声扰民", "Lamp 100%", "under_score", "井盖"];

/** An incident with all that a queue could go by, read one by one from the loop itself. */
type Known = { entry: QueueEntry; gridPath: string };

let database: TestDatabase;
let time: TimeMachine;
let db: Db;
let territory: Territory;
let known: Known[];
let paths: string[];
/** Who holds what beside the one who asks. */
let holders: { role: "leader" | "secretary"; gridPath: string }[];
let now: Date;

async function readKnown(): Promise<Known[]> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM incident WHERE territory_id = $1", [
    territory.id,
  ]);
  const found: Known[] = [];
  for (const { id } of rows) {
    const history = (await findHistory(db, {
      territoryId: territory.id,
      incidentId: Number(id),
      rulebook: RULEBOOK,
    }))!;
    const stored = await db.pool.query<{ state: LoopState | null }>(
      "SELECT state FROM incident_loop WHERE incident_id = $1",
      [id],
    );
    const { owner = null, asked = null, reached = null } = stored.rows[0] ? history.state : {};
    const entry = {
      ...history.incident,
      owner,
      asked: asked && { duty: asked.duty, acceptBy: asked.acceptBy.toISOString() },
      reached,
    };
    found.push({ entry, gridPath: history.gridPath });
  }
  return found;
}

/** A town in which everything has happened: imports of every state, reports at all stages, late ones that climbed. */
async function fill(): Promise<void> {
  const random = createRandom(11);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!; // below its length
  const start = Date.now() - 30 * DAY_MS;
  const place = () => townPosition(random() * 9 - 0.5, random() * 5 - 0.5);
  const records = Array.from({ length: 260 }, (_, i) => {
    const status = pick([...INCIDENT_STATUSES, "closed", "reported", "filed"] as const);
    const at = new Date(start + Math.floor(random() * 40) * DAY_MS * 0.5).toISOString(); // some at the same moment
    return townIncident({
      externalId: i % 3 === 0 ? null : `T-${i}`,
      status,
      condition: pick(["default", "quick", "long"]),
      severity: pick(SEVERITIES),
      channel: pick(CHANNELS),
      category: pick(["noise", "noise", "litter"]),
      summary: pick(WORDS),
      position: place(),
      accuracyMetres: pick([null, 5, 60]),
      occurredAt: at,
      reportedAt: at,
      dueAt:
        random() < 0.2 ? null : new Date(Date.parse(at) + Math.floor(random() * 60) * DAY_MS).toISOString(),
      closedAt: status === "closed" ? new Date().toISOString() : null,
    });
  });
  await importIncidents(db, { territoryId: territory.id, records, file: "queues" });
  await adoptImported(db, { rulebook: RULEBOOK, limit: 60 });
  for (let i = 0; i < 60; i += 1)
    await fileOne({ position: place(), summary: pick(WORDS), condition: pick(["default", "quick"]) }, random);
  for (const hours of [3, 30]) {
    await time.shift(hours * 3_600_000);
    await moveDue(db, { rulebook: RULEBOOK });
  }
}

const act = (incidentId: number, action: "accept" | "start" | "feed-back" | "verify", key: string) =>
  takeAction(db, {
    territoryId: territory.id,
    incidentId,
    command: { action, text: "done" },
    actors: [DISPATCHER],
    rulebook: RULEBOOK,
    idempotencyKey: `${key}-${action}`,
  });

let filed = 0;
async function fileOne(
  report: Partial<Parameters<typeof townReport>[0]>,
  random: () => number,
): Promise<void> {
  const key = `filed-${++filed}`;
  const leader: Actor = {
    id: "person:leader",
    role: "leader",
    gridPath: paths.find((path) => path.split("/").length === 3)!,
  };
  const outcome = await fileReport(db, {
    territoryId: territory.id,
    report: townReport(report),
    actor: random() < 0.3 ? leader : DISPATCHER,
    rulebook: RULEBOOK,
    idempotencyKey: key,
  });
  if ("refusal" in outcome) throw new Error(outcome.refusal.code);
  const stages = Math.floor(random() * 5);
  for (const action of (["accept", "start", "feed-back", "verify"] as const).slice(0, stages))
    await act(outcome.incident.id, action, key);
}

/** Gives every third grid to somebody, to leaders and secretaries in turn, on each tier. */
async function hold(of: readonly string[]): Promise<typeof holders> {
  const held = of
    .filter((_, i) => i % 3 === 0)
    .map((gridPath, i) => ({ gridPath, role: i % 2 === 0 ? ("leader" as const) : ("secretary" as const) }));
  await inTransaction(db, async (tx) => {
    for (const [i, { role, gridPath }] of held.entries()) {
      const account = { username: `holder-${i}`, name: "made up", passwordHash: null, isMadeUp: true };
      const personId = (await insertPerson(tx, account))!; // the name is free
      const place = { territoryId: territory.id, gridId: endOf(gridPath) };
      await insertGrant(tx, { personId, role, ...place, grantedBy: "test" });
    }
  });
  return held;
}

beforeAll(async () => {
  database = await createTestDatabase();
  time = await openTimeMachine(database.url);
  db = time.db;
  territory = await createTerritory(db, TOWN_TERRITORY);
  await importGrids(db, { territoryId: territory.id, records: createTown(), file: "town" });
  const grids = await listGrids(db, { territoryId: territory.id });
  const pathOf = (id: number | null): string => {
    const grid = grids.find((each) => each.id === id);
    return grid ? [pathOf(grid.parentId), grid.id].filter(Boolean).join("/") : "";
  };
  paths = ["", ...grids.map(({ id }) => pathOf(id))];
  holders = await hold(paths.slice(1));
  await fill();
  known = await readKnown();
  now = await databaseNow(db);
}, 60_000);
afterAll(async () => {
  await time.close();
  await database.drop();
});

const isUnasked = ({ entry: { status, asked } }: Known): boolean =>
  (status === "reported" || status === "filed") && asked === null;
const isLate = ({ entry: { status, dueAt } }: Known): boolean =>
  isOpen(status) && dueAt !== null && new Date(dueAt) < now;

/** Which of these roles can answer for a duty: everybody, or only who gives orders. */
type Answering = readonly Actor["role"][];
const ORDERING: Answering = ["dispatcher", "secretary"];
const HANDLING: Answering = [...ORDERING, "leader"];

/** Asks everybody who holds something: the duty is the viewer's unless one of them is nearer to it. */
const falls = (path: string | undefined, { viewer, role }: Viewing, answering: Answering): boolean =>
  path !== undefined &&
  answering.includes(role) &&
  isBelow(path, viewer) &&
  !holders.some(
    (holder) =>
      answering.includes(holder.role) &&
      isBelow(path, holder.gridPath) &&
      isBelow(holder.gridPath, viewer) &&
      holder.gridPath !== viewer,
  );

/** The rules of the queues once more, as one would say them. */
const BELONGS: Record<Queue, (each: Known, viewing: Viewing) => boolean> = {
  mine: ({ entry: { status, owner, asked } }, viewing) =>
    isOpen(status) &&
    (falls(owner?.gridPath, viewing, HANDLING) ||
      falls(
        asked?.duty.gridPath,
        viewing,
        ["reported", "filed", "fed-back", "verified"].includes(status) ? ORDERING : HANDLING,
      )),
  "to-verify": ({ entry: { status, asked } }, viewing) =>
    (status === "fed-back" || status === "verified") && falls(asked?.duty.gridPath, viewing, ORDERING),
  unassigned: isUnasked,
  "near-border": (each) => isUnasked(each) && (each.entry.nearBorder || each.entry.gridCurrent === null),
  overdue: isLate,
  all: () => true,
};

const endOf = (path: string): number => Number(path.split("/").at(-1));

function fits({ entry, gridPath }: Known, filter: QueueFilter): boolean {
  const { statuses, severities, channels, categories, gridId, reportedFrom, reportedTo, overdue, text } =
    filter;
  const texts = `${entry.summary}\n${entry.externalId ?? ""}`.toLowerCase();
  return [
    !statuses || statuses.includes(entry.status),
    !severities || severities.includes(entry.severity),
    !channels || channels.includes(entry.channel),
    !categories || categories.includes(entry.category),
    gridId === undefined || gridPath.split("/").includes(String(gridId)),
    reportedFrom === undefined || entry.reportedAt >= reportedFrom,
    reportedTo === undefined || entry.reportedAt < reportedTo,
    !overdue || isLate({ entry, gridPath }),
    text === undefined ||
      text
        .toLowerCase()
        .split(" ")
        .every((word) => texts.includes(word)),
  ].every(Boolean);
}

const KEYS: Record<QueueOrder, (entry: QueueEntry) => number[]> = {
  climbed: ({ reached, dueAt, id }) => [reached ?? 8, Date.parse(dueAt!), id],
  due: ({ dueAt, id }) => [dueAt === null ? Infinity : Date.parse(dueAt), id],
  reported: ({ reportedAt, id }) => [-Date.parse(reportedAt), -id],
};

const inOrder = (order: QueueOrder) => (one: QueueEntry, other: QueueEntry) => {
  const [a, b] = [KEYS[order](one), KEYS[order](other)];
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1; // findIndex found it
};

/** Who looks: a role on a grid path. */
type Viewing = { viewer: string; role: "dispatcher" | "leader" };
type Asked = { queue: Queue; order: QueueOrder; filter: QueueFilter } & Viewing;

function expected({ queue, order, filter, viewer, role }: Asked): QueueEntry[] {
  const isOwn = queue === "mine" || queue === "to-verify";
  return known
    .filter(({ gridPath }) => isOwn || isBelow(gridPath, viewer))
    .filter((each) => BELONGS[queue](each, { viewer, role }) && fits(each, filter))
    .map(({ entry }) => entry)
    .toSorted(inOrder(order));
}

const scopeOf = (viewer: string): Scope => ({
  territoryId: territory.id,
  within: viewer === "" ? undefined : [endOf(viewer)],
});

const requestFor = ({
  queue,
  order,
  filter,
  viewer,
  role,
}: Asked): Omit<QueueRequest, "limit" | "after"> => ({
  queue,
  order,
  filter,
  actors: [{ role, gridPath: viewer }],
  scope: scopeOf(viewer),
});

async function readAll(asked: Asked, size: { limit: number; mostWalked: number }): Promise<QueueEntry[]> {
  const entries: QueueEntry[] = [];
  let after: QueueCursor | null = null;
  do {
    const page = await readQueue(db, { ...requestFor(asked), ...size, after });
    expect(page.entries.length).toBeLessThanOrEqual(size.limit);
    expect(page.isCut || page.next === null || page.entries.length === size.limit).toBe(true);
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null);
  return entries;
}

const some = <T>(of: readonly T[]) => fc.subarray([...of], { minLength: 1 });
const moment = fc
  .integer({ min: 0, max: 40 })
  .map((days) => new Date(Date.now() - days * DAY_MS).toISOString());

const filters = () =>
  fc
    .tuple(
      fc.record({
        statuses: some(INCIDENT_STATUSES),
        severities: some(SEVERITIES),
        channels: some(CHANNELS),
        categories: some(["noise", "litter"]),
        gridId: fc.constantFrom(...paths.slice(1).map(endOf)),
        reportedFrom: moment,
        reportedTo: moment,
        overdue: fc.constant(true as const),
        text: fc.constantFrom("路灯", "100%", "R_S", "t-1", "扰民 噪声"),
      }),
      fc.subarray([...FILTERED_BY], { maxLength: 3 }),
    )
    .map(([all, kept]): QueueFilter => Object.fromEntries(kept.map((key) => [key, all[key]])));

const FILTERED_BY = [
  "statuses",
  "severities",
  "channels",
  "categories",
  "gridId",
  "reportedFrom",
  "reportedTo",
  "overdue",
  "text",
] as const;

/** Every queue in each of its orders, for somebody on some path, with filters that often fit. */
const questions = (): fc.Arbitrary<Asked> =>
  fc
    .record({
      queue: fc.constantFrom(...QUEUES),
      viewer: fc.oneof(fc.constant(""), fc.constantFrom(...paths)),
      role: fc.constantFrom("dispatcher", "leader"),
      filter: filters(),
      wish: fc.nat(2),
    })
    .map(({ queue, viewer, role, filter, wish }) => {
      const orders = ORDERS_OF_QUEUE[queue];
      const order = orders[wish % orders.length]!; // modulo its length
      const isOfOpen = queue !== "all" || order !== "due";
      return {
        queue,
        viewer,
        role,
        order,
        filter: isOfOpen ? filter : { ...filter, statuses: ["reported", "handling"] },
      };
    });

describe("a queue", () => {
  test("read page by page equals filtering and sorting every incident by hand (seed 7)", async () => {
    const sizes = fc.record({
      limit: fc.integer({ min: 5, max: 60 }),
      mostWalked: fc.constantFrom(7, 40, 20_000),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(questions(), sizes, async (asked, size) => {
        const [read, all] = [await readAll(asked, size), expected(asked)];
        found += all.length;
        expect(read).toEqual(all);
      }),
      { seed: 7, numRuns: 100 },
    );
    expect(found).toBeGreaterThan(1000); // not an agreement about nothing
  });

  test("holds something for somebody, so the comparison above is about every queue", () => {
    const longest = QUEUES.map((queue) =>
      Math.max(
        ...paths.map(
          (viewer) => expected({ queue, order: "reported", filter: {}, viewer, role: "dispatcher" }).length,
        ),
      ),
    );
    expect(Math.min(...longest)).toBeGreaterThan(2);
    expect(new Set(known.map(({ entry: { reached } }) => reached)).size).toBeGreaterThan(1);
  });

  test("is counted as it is read", async () => {
    for (const queue of QUEUES)
      for (const viewer of paths.slice(0, 6)) {
        const asked = { queue, order: "reported", filter: {}, viewer, role: "dispatcher" } as const;
        const counted = await countQueue(db, requestFor(asked));
        const { length } = expected(asked);
        expect([queue, viewer, counted]).toEqual([queue, viewer, { count: length, isMore: false }]);
      }
  });

  test("says that it has at least so many where counting stopped", async () => {
    const asked = { queue: "all", order: "reported", filter: {}, viewer: "", role: "dispatcher" } as const;
    const counted = await countQueue(db, { ...requestFor(asked), mostWalked: 10 });
    expect(counted).toEqual({ count: 10, isMore: true });
  });

  test("never shows somebody of a part what lies outside of it, by number and external id neither", async () => {
    const viewer = paths.at(-1)!; // there is a town
    const outside = known.filter(({ gridPath }) => !isBelow(gridPath, viewer)).map(({ entry }) => entry);
    const searches = outside.slice(0, 40).map(({ id, externalId }) => externalId ?? String(id));
    for (const text of searches) {
      const asked = {
        queue: "all",
        order: "reported",
        filter: { text },
        viewer,
        role: "dispatcher",
      } as const;
      const { exact, entries } = await readQueue(db, { ...requestFor(asked), limit: 50, after: null });
      const seen = new Set([...exact, ...entries].map(({ id }) => id));
      expect(outside.filter(({ id }) => seen.has(id))).toEqual([]);
    }
  });

  test("finds a number or an external id at once, whatever queue one looks at", async () => {
    const { entry } = known.find((each) => each.entry.status === "closed" && each.entry.externalId !== null)!; // the town has some
    for (const text of [String(entry.id), `#${entry.id}`, entry.externalId!]) {
      const asked = {
        queue: "unassigned",
        order: "due",
        filter: { text },
        viewer: "",
        role: "dispatcher",
      } as const;
      const { exact } = await readQueue(db, { ...requestFor(asked), limit: 1, after: null });
      expect(exact).toEqual([entry]);
    }
  });
});

describe("pages of a queue while incidents come and go", () => {
  test.each(["due", "reported"] as const)(
    "show everything that was there all the time exactly once, by %s",
    async (order) => {
      const asked = { queue: "unassigned", order, filter: {}, viewer: "", role: "dispatcher" } as const;
      const before = await readAll(asked, { limit: 50, mostWalked: 20_000 });
      const seen: number[] = [];
      let after: QueueCursor | null = null;
      let came = 0;
      do {
        const page = await readQueue(db, { ...requestFor(asked), limit: 7, after });
        seen.push(...page.entries.map(({ id }) => id));
        after = page.next;
        const at = new Date(Date.now() - (came % 40) * DAY_MS).toISOString();
        const records = [townIncident({ externalId: `${order}-${came++}`, reportedAt: at, dueAt: at })];
        await importIncidents(db, { territoryId: territory.id, records, file: "meanwhile" });
      } while (after !== null);
      expect(new Set(seen).size).toBe(seen.length);
      const known = new Set(before.map(({ id }) => id));
      expect(seen.filter((id) => known.has(id))).toEqual(before.map(({ id }) => id));
    },
  );
});

describe("assigning many", () => {
  const assign = (incidentIds: number[], key: string, actor = DISPATCHER) =>
    assignMany(db, {
      territoryId: territory.id,
      incidentIds,
      actors: [actor],
      rulebook: RULEBOOK,
      idempotencyKey: key,
    });
  const importOf = async (status: "reported" | "filed" | "handling"): Promise<number> => {
    const externalId = `many-${status}-${Math.random()}`;
    const records = [townIncident({ externalId, status })];
    await importIncidents(db, { territoryId: territory.id, records, file: "many" });
    const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM incident WHERE external_id = $1", [
      externalId,
    ]);
    return Number(rows[0]!.id); // it was imported
  };
  const stepsOf = async (id: number) =>
    (await findHistory(db, { territoryId: territory.id, incidentId: id, rulebook: RULEBOOK }))!.steps.map(
      ({ action }) => action,
    );

  test("takes what can be assigned, filing what is not filed, and says of each other one why not", async () => {
    const [reported, filedOne, handled] = [
      await importOf("reported"),
      await importOf("filed"),
      await importOf("handling"),
    ];
    const answer = await assign([reported, handled, filedOne, 999_999_999, reported], "many-1");
    expect(answer.taken).toEqual([reported, filedOne]);
    expect(answer.refused).toEqual([
      {
        id: handled,
        refusal: { code: "ACTION_NOT_POSSIBLE", action: "assign", status: "handling", because: "state" },
      },
      {
        id: 999_999_999,
        refusal: { code: "INCIDENT_NOT_FOUND", territoryId: territory.id, incidentId: 999_999_999 },
      },
    ]);
    expect(await stepsOf(reported)).toEqual(["adopt", "file", "assign"]);
    expect(await stepsOf(filedOne)).toEqual(["adopt", "assign"]);
  });

  test("sent twice is done once", async () => {
    const id = await importOf("reported");
    const [first, second] = [await assign([id], "many-2"), await assign([id], "many-2")];
    expect(second).toEqual(first);
    expect(await stepsOf(id)).toEqual(["adopt", "file", "assign"]);
  });

  test("leaves nothing half done: what may be filed but not assigned stays as it was", async () => {
    const id = await importOf("reported");
    const nowhere = { level: 3, gridPath: "7777" };
    const answer = await assignMany(db, {
      territoryId: territory.id,
      incidentIds: [id],
      assignee: nowhere,
      actors: [DISPATCHER],
      rulebook: RULEBOOK,
      idempotencyKey: "many-3",
    });
    expect(answer.refused).toMatchObject([{ id, refusal: { because: "assignee-unknown" } }]);
    const { rows } = await db.pool.query("SELECT status FROM incident WHERE id = $1", [id]);
    expect(rows).toEqual([{ status: "reported" }]);
  });

  test("of somebody without the role takes nothing and says so for each", async () => {
    const ids = [await importOf("filed"), await importOf("filed")];
    const answer = await assign(ids, "many-4", { id: "person:x", role: "viewer", gridPath: "" });
    expect(answer.taken).toEqual([]);
    expect(answer.refused.map(({ id, refusal }) => [id, refusal.code])).toEqual(
      ids.map((id) => [id, "ACTION_NOT_YOURS"]),
    );
  });
});
