import {
  CHANNELS,
  INCIDENT_STATUSES,
  isBelow,
  isOpen,
  ORDERS_OF_QUEUE,
  QUEUES,
  SEVERITIES,
} from "@getu/domain";
import type { Actor, Queue, QueueCursor, QueueEntry, QueueFilter, QueueOrder, Scope } from "@getu/domain";
import { townIncident } from "@getu/store/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countQueue, importIncidents, readQueue } from "../src/index.ts";
import type { QueueRequest } from "../src/index.ts";
import { endOf, openQueueTown } from "./queue-town.ts";
import type { Known, QueueTown } from "./queue-town.ts";

const DAY_MS = 86_400_000;

let town: QueueTown;
beforeAll(async () => {
  town = await openQueueTown();
}, 60_000);
afterAll(() => town.close());

const isUnasked = ({ entry: { status, asked } }: Known): boolean =>
  (status === "reported" || status === "filed") && asked === null;
const isLate = ({ entry: { status, dueAt } }: Known): boolean =>
  isOpen(status) && dueAt !== null && new Date(dueAt) < town.now;

/** Which of these roles can answer for a duty: everybody, or only who gives orders. */
type Answering = readonly Actor["role"][];
const ORDERING: Answering = ["dispatcher", "secretary"];
const HANDLING: Answering = [...ORDERING, "leader"];

/** Asks everybody who holds something: the duty is the viewer's unless one of them is nearer to it. */
const falls = (path: string | undefined, { viewer, role }: Viewing, answering: Answering): boolean =>
  path !== undefined &&
  answering.includes(role) &&
  isBelow(path, viewer) &&
  !town.holders.some(
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

function fits({ entry, gridPath }: Known, filter: QueueFilter): boolean {
  const { statuses, severities, channels, categories, gridId, reached, overdue, text } = filter;
  const { reportedFrom, reportedTo, closedFrom } = filter;
  const texts = `${entry.summary}\n${entry.externalId ?? ""}`.toLowerCase();
  return [
    !statuses || statuses.includes(entry.status),
    !severities || severities.includes(entry.severity),
    !channels || channels.includes(entry.channel),
    !categories || categories.includes(entry.category),
    gridId === undefined ||
      (gridId === null ? entry.gridCurrent === null : gridPath.split("/").includes(String(gridId))),
    reached === undefined || entry.reached === reached,
    reportedFrom === undefined || entry.reportedAt >= reportedFrom,
    reportedTo === undefined || entry.reportedAt < reportedTo,
    closedFrom === undefined || (entry.closedAt !== null && entry.closedAt >= closedFrom),
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
  closed: ({ closedAt, id }) => [-Date.parse(closedAt!), -id],
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
  return town.known
    .filter(({ gridPath }) => isOwn || isBelow(gridPath, viewer))
    .filter((each) => BELONGS[queue](each, { viewer, role }) && fits(each, filter))
    .map(({ entry }) => entry)
    .toSorted(inOrder(order));
}

const scopeOf = (viewer: string): Scope => ({
  territoryId: town.territoryId,
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
    const page = await readQueue(town.db, { ...requestFor(asked), ...size, after });
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
        gridId: fc.oneof(fc.constantFrom(...town.paths.slice(1).map(endOf)), fc.constant(null)),
        reached: fc.constantFrom(...REACHED),
        reportedFrom: moment,
        reportedTo: moment,
        overdue: fc.constant(true as const),
        text: fc.constantFrom("路灯", "100%", "R_S", "t-1", "扰民 噪声"),
      }),
      fc.subarray([...FILTERED_BY], { maxLength: 3 }),
    )
    .map(([all, kept]): QueueFilter => Object.fromEntries(kept.map((key) => [key, all[key]])));

/** Levels of the chain that something could have climbed to; null = it has not climbed. */
const REACHED = [0, 1, 2, null] as const;

const FILTERED_BY = [
  "statuses",
  "severities",
  "channels",
  "categories",
  "gridId",
  "reached",
  "reportedFrom",
  "reportedTo",
  "overdue",
  "text",
] as const;

/** What an order of everything that ever happened asks for. */
const NEEDED: Partial<Record<QueueOrder, QueueFilter>> = {
  due: { statuses: ["reported", "handling"] },
  closed: { closedFrom: new Date(Date.now() - 15 * DAY_MS).toISOString() },
};

/** Every queue in each of its orders, for somebody on some path, with filters that often fit. */
const questions = (): fc.Arbitrary<Asked> =>
  fc
    .record({
      queue: fc.constantFrom(...QUEUES),
      viewer: fc.oneof(fc.constant(""), fc.constantFrom(...town.paths)),
      role: fc.constantFrom("dispatcher", "leader"),
      filter: filters(),
      wish: fc.nat(2),
    })
    .map(({ queue, viewer, role, filter, wish }) => {
      const orders: QueueOrder[] = [
        ...ORDERS_OF_QUEUE[queue],
        ...(queue === "all" ? ["closed" as const] : []),
      ];
      const order = orders[wish % orders.length]!; // modulo its length
      return { queue, viewer, role, order, filter: { ...filter, ...(queue === "all" && NEEDED[order]) } };
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

  test("of what was closed since a moment has what was closed last first, page by page, for everybody", async () => {
    let found = 0;
    for (const viewer of ["", ...town.paths.slice(0, 6)])
      for (const mostWalked of [7, 20_000]) {
        const asked = {
          queue: "all",
          order: "closed",
          filter: NEEDED.closed!,
          viewer,
          role: "leader",
        } as const;
        const all = expected(asked);
        found += all.length;
        expect(await readAll(asked, { limit: 5, mostWalked })).toEqual(all);
      }
    expect(found).toBeGreaterThan(50);
  });

  test("of what is late has what has climbed to a level alone, and what lies outside every grid for who sees the whole alone", async () => {
    const late = { queue: "overdue", order: "climbed", role: "leader" } as const;
    const [part] = town.paths.slice(1); // there is a town
    const found = { reached: 0, outside: 0 };
    for (const viewer of ["", part!])
      for (const mostWalked of [7, 20_000])
        for (const where of [...REACHED.map((reached) => ({ reached })), { gridId: null }]) {
          const asked = { ...late, filter: where, viewer };
          const all = expected(asked);
          found["gridId" in where ? "outside" : "reached"] += all.length;
          expect(await readAll(asked, { limit: 5, mostWalked })).toEqual(all);
        }
    expect(found.reached).toBeGreaterThan(20);
    expect(found.outside).toBeGreaterThan(2);
    for (const filter of [{ gridId: null }, { gridId: null, severities: SEVERITIES.slice() }]) {
      const whole = await readAll({ ...late, filter, viewer: "" }, { limit: 5, mostWalked: 20_000 });
      expect(whole.length).toBeGreaterThan(0);
      expect(await readAll({ ...late, filter, viewer: part! }, { limit: 5, mostWalked: 20_000 })).toEqual([]);
    }
  });

  test("holds something for somebody, so the comparison above is about every queue", () => {
    const longest = QUEUES.map((queue) =>
      Math.max(
        ...town.paths.map(
          (viewer) => expected({ queue, order: "reported", filter: {}, viewer, role: "dispatcher" }).length,
        ),
      ),
    );
    expect(Math.min(...longest)).toBeGreaterThan(2);
    expect(new Set(town.known.map(({ entry: { reached } }) => reached)).size).toBeGreaterThan(1);
  });

  test("is counted as it is read", async () => {
    for (const queue of QUEUES)
      for (const viewer of town.paths.slice(0, 6)) {
        const asked = { queue, order: "reported", filter: {}, viewer, role: "dispatcher" } as const;
        const counted = await countQueue(town.db, requestFor(asked));
        const { length } = expected(asked);
        expect([queue, viewer, counted]).toEqual([queue, viewer, { count: length, isMore: false }]);
      }
  });

  test("says that it has at least so many where counting stopped", async () => {
    const asked = { queue: "all", order: "reported", filter: {}, viewer: "", role: "dispatcher" } as const;
    const counted = await countQueue(town.db, { ...requestFor(asked), mostWalked: 10 });
    expect(counted).toEqual({ count: 10, isMore: true });
  });

  test("never shows somebody of a part what lies outside of it, by number and external id neither", async () => {
    const viewer = town.paths.at(-1)!; // there is a town
    const outside = town.known.filter(({ gridPath }) => !isBelow(gridPath, viewer)).map(({ entry }) => entry);
    const searches = outside.slice(0, 40).map(({ id, externalId }) => externalId ?? String(id));
    for (const text of searches) {
      const asked = {
        queue: "all",
        order: "reported",
        filter: { text },
        viewer,
        role: "dispatcher",
      } as const;
      const { exact, entries } = await readQueue(town.db, { ...requestFor(asked), limit: 50, after: null });
      const seen = new Set([...exact, ...entries].map(({ id }) => id));
      expect(outside.filter(({ id }) => seen.has(id))).toEqual([]);
    }
  });

  test("finds a number or an external id at once, whatever queue one looks at", async () => {
    const { entry } = town.known.find(
      (each) => each.entry.status === "closed" && each.entry.externalId !== null,
    )!; // the town has some
    for (const text of [String(entry.id), `#${entry.id}`, entry.externalId!]) {
      const asked = {
        queue: "unassigned",
        order: "due",
        filter: { text },
        viewer: "",
        role: "dispatcher",
      } as const;
      const { exact } = await readQueue(town.db, { ...requestFor(asked), limit: 1, after: null });
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
        const page = await readQueue(town.db, { ...requestFor(asked), limit: 7, after });
        seen.push(...page.entries.map(({ id }) => id));
        after = page.next;
        const at = new Date(Date.now() - (came % 40) * DAY_MS).toISOString();
        const records = [townIncident({ externalId: `${order}-${came++}`, reportedAt: at, dueAt: at })];
        await importIncidents(town.db, { territoryId: town.territoryId, records, file: "meanwhile" });
      } while (after !== null);
      expect(new Set(seen).size).toBe(seen.length);
      const whole = new Set(before.map(({ id }) => id));
      expect(seen.filter((id) => whole.has(id))).toEqual(before.map(({ id }) => id));
    },
  );
});
