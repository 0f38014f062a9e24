import { isDeepStrictEqual } from "node:util";
import type { Chain, Grid } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { townIncident } from "@getu/store/testing";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asWritten, countMonth } from "./plain-assessment.ts";
import {
  countCommunities,
  countDay,
  countOverdue,
  dayBefore,
  listCamerasIn,
  listCounted,
} from "./plain-counts.ts";
import type { PlainNumber, PlainRow } from "./plain-counts.ts";
import { startQuietStreet } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";

/** Deadlines pass all the while; a screen hears of it at its next question. */
const WITHIN = { timeout: 40_000, interval: 250 };

let street: QuietStreet;
let chain: Chain;

const MAKE_LATE = `UPDATE incident SET due_at = now() - interval '1 hour' * (rung + 1), reached = rung
  FROM (SELECT id, row_number() OVER (ORDER BY id)::integer % 3 AS rung FROM incident
    WHERE territory_id = $1 AND status <> 'closed' AND due_at IS NOT NULL ORDER BY id LIMIT 6) AS late
  WHERE incident.id = late.id`;

/** Has six open ones be late, on three rungs: at some hours of the day next to nothing is. */
const makeLate = ({ db, territoryId }: QuietStreet): Promise<unknown> =>
  db.pool.query(MAKE_LATE, [territoryId]);

beforeAll(async () => {
  street = await startQuietStreet();
  const { chief, territoryId } = street;
  ({ chain } = await chief.ask<{ chain: Chain }>("catalogue.loop", { territoryId }));
  await reportToday(street);
  await makeLate(street);
});
afterAll(() => street?.stop());

const HOUR_MS = 3_600_000;

/** Brings reports of today, and closings of today of what was reported before, whatever hour it is. */
async function reportToday({ db, chief, territoryId }: QuietStreet): Promise<void> {
  const grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  const before = (ms: number): string => new Date(Date.now() - ms).toISOString();
  const records = Array.from({ length: 8 }, (_, i) => {
    const isClosed = i % 2 === 0;
    const reportedAt = before(isClosed ? (40 + i) * HOUR_MS : 1_000 + i);
    const closed = isClosed ? ({ status: "closed", closedAt: before(1_000 + i) } as const) : {};
    const position = grids.at(-1 - i)!.anchor; // one of the finest, of which there are more
    return townIncident({
      externalId: `today-${i}`,
      position,
      occurredAt: reportedAt,
      reportedAt,
      dueAt: null,
      ...closed,
    });
  });
  const [west, south] = grids.reduce(
    (corner, { anchor }) => [Math.min(corner[0], anchor[0]), Math.min(corner[1], anchor[1])] as const,
    [Infinity, Infinity] as const,
  );
  const outside = townIncident({ externalId: "outside", position: [west - 0.05, south - 0.05], dueAt: null });
  const given = [...records, outside];
  const { rejects } = await importIncidents(db, { territoryId, records: given, file: "today" });
  if (rejects.length > 0) throw new Error(JSON.stringify(rejects));
}

/** What differs of what a screen shows and what was counted, with both. */
function differing(shown: object, counted: object): object {
  const [is, was] = [new Map(Object.entries(shown)), new Map(Object.entries(counted))];
  const differ = [...new Set([...is.keys(), ...was.keys()])].filter(
    (key) => !isDeepStrictEqual(is.get(key), was.get(key)),
  );
  return Object.fromEntries(differ.map((key) => [key, { shown: is.get(key), counted: was.get(key) }]));
}

/** How a level of the chain is called. */
const rungName = (reached: number | null): string =>
  reached === null ? "尚未上升" : chain.levels[reached]!.name.zh; // a level of the chain

/** What a number of the street counts, by the tables. */
const idsOf = (number: Omit<PlainNumber, "territoryId">): Promise<number[]> =>
  listCounted(street.db, { territoryId: street.territoryId, ...number });

const numberIn = (text: string): number => Number(text.replace(/\D/g, ""));

const numberOf = async (page: Page, key: string): Promise<number> =>
  numberIn(await page.locator(`.number--${key} dd`).innerText());

type ShownRow = { id: number; isLate: boolean; rung: string | null };

/** The rows of a list on the screen. */
const readRows = (page: Page, panel: string): Promise<ShownRow[]> =>
  page.locator(`.panel--${panel} .owned__row`).evaluateAll((rows) =>
    rows.map((row) => ({
      id: Number(row.getAttribute("data-incident")),
      isLate: row.getAttribute("data-late") === "true",
      rung: row.querySelector(".rung__name")?.textContent ?? null,
    })),
  );

/** As many of the counted rows as are shown: none is only right where there are none. */
const asShown = (counted: readonly PlainRow[], shown: readonly ShownRow[]): ShownRow[] =>
  counted.slice(0, Math.max(1, shown.length)).map(({ id, isLate, reached }) => ({
    id,
    isLate,
    rung: isLate ? rungName(reached) : null,
  }));

/** Runs in the browser, before the page: the list of its scenes has begun anew so often. */
function beginAtRound(round: number): void {
  const rotation = { scene: 0, round, spentMs: 0, atMs: Date.now(), skips: 0, dismissed: [] };
  localStorage.setItem("getu.rotation", JSON.stringify(rotation));
}

const LISTS = [
  { number: "open", name: "在办" },
  { number: "overdue", name: "超期" },
  { number: "today", name: "今日新增" },
  { number: "closedToday", name: "今日办结" },
] as const;

/** A list has no more. */
const MOST_LISTED = 50;

/** Opens the list of a number and has it show what the tables hold: as many as the number says and there is room for. */
async function expectList(
  page: Page,
  { button, name, ids }: { button: Locator; name: string; ids: () => Promise<number[]> },
): Promise<void> {
  await button.click();
  const dialog = page.getByRole("dialog", { name, exact: true });
  const list = dialog.locator(".owned");
  await list.locator(".owned__row").first().waitFor();
  const look = async (): Promise<object> => {
    const counted = await ids();
    const shown = await list.evaluate(readList);
    const rows = shown.isFull ? shown.ids.length : Math.min(counted.length, MOST_LISTED);
    const said = numberIn(await button.innerText());
    return differing({ said, ids: shown.ids }, { said: counted.length, ids: counted.slice(0, rows) });
  };
  await expect.poll(look, WITHIN).toEqual({});
  expect(await list.locator(".owned__row").count()).toBeGreaterThan(0);
  await dialog.getByRole("button").click();
}

/** Runs in the browser: what a list shows, and whether it has no room for another row. */
function readList(list: Element): { ids: number[]; isFull: boolean } {
  const rows = [...list.querySelectorAll(".owned__row")];
  const last = rows.at(-1)?.getBoundingClientRect();
  const left = list.getBoundingClientRect().bottom - (last?.bottom ?? 0);
  const ids = rows.map((row) =>
    Number(row.getAttribute("data-incident") ?? row.getAttribute("data-camera-id")),
  );
  return { ids, isFull: last !== undefined && left < last.height };
}

describe("a number of the first scene", () => {
  let page: Page;

  beforeAll(async () => {
    page = await street.openScreen("scene=territory&distance=2"); // small text: there is room for many rows
  });
  afterAll(() => page?.close());

  test.each(LISTS)(
    "opens the list of $name, which has as many rows as the number says and there is room for, in the order of the tables",
    ({ number, name }) =>
      expectList(page, {
        button: page.locator(`[data-number="${number}"] button`),
        name,
        ids: () => idsOf({ number }),
      }),
  );

  test("opens the list of what has climbed to each rung", async () => {
    const { rungs } = await countOverdue(street.db, street.territoryId);
    expect(rungs.length).toBeGreaterThan(1);
    for (const [reached] of rungs) {
      const name = rungName(reached);
      const button = page.locator(".rungs li", { hasText: name }).getByRole("button");
      const ids = () => idsOf({ number: "overdue", reached });
      await expectList(page, { button, name: `超期 · ${name}`, ids });
    }
  });

  test("opens the lists of what is late and of what is open in each community", async () => {
    const rows = page.locator(".ladder__row");
    const names = await rows.locator(".cut-name").allTextContents();
    expect(names.length).toBeGreaterThan(1);
    for (const community of names)
      for (const { number, name } of [LISTS[0], LISTS[1]]) {
        const button = rows
          .filter({ hasText: community })
          .locator(`.ladder__count--${number}`)
          .getByRole("button");
        if (numberIn(await button.innerText()) === 0) continue; // of nothing there is no row
        const ids = () => idsOf({ number, community });
        await expectList(page, { button, name: `${community} · ${name}`, ids });
      }
  });

  test("opens the list of what lies outside every grid", () =>
    expectList(page, {
      button: page.locator(".panel--summary .panel__aside").getByRole("button"),
      name: "网格外 · 在办",
      ids: () => idsOf({ number: "open", community: null }),
    }));

  test("opens the list of the cameras in a state", () =>
    expectList(page, {
      button: page.locator(".states div", { hasText: "离线" }).getByRole("button"),
      name: "监控点 · 离线",
      ids: () => listCamerasIn(street.db, street.territoryId, "offline"),
    }));
});

describe("the scene of a community", () => {
  test("shows of each community in its turn what the tables hold: its numbers, what is open in it with the rungs of what is late, and what was closed", async () => {
    const { db, territoryId, openScreen } = street;
    const { length } = await countCommunities(db, territoryId);
    expect(length).toBeGreaterThan(1);
    for (let round = 0; round < length; round += 1) {
      const page = await openScreen("scene=community", (opened) => opened.addInitScript(beginAtRound, round));
      await page.locator(".panel--just-closed :is(.owned__row, .panel__empty)").first().waitFor();
      const look = async (): Promise<object> => {
        const counted = (await countCommunities(db, territoryId))[round]!; // one of so many
        const [name, work, closed] = await Promise.all([
          page.locator(".panel--community h2").innerText(),
          readRows(page, "owned"),
          readRows(page, "just-closed"),
        ]);
        const keys = ["open", "overdue", "today", "closedToday"] as const;
        const [open, overdue, today, closedToday] = await Promise.all(keys.map((key) => numberOf(page, key)));
        return differing(
          { name, open, overdue, today, closedToday, work, closed },
          { ...counted, work: asShown(counted.work, work), closed: asShown(counted.closed, closed) },
        );
      };
      await expect.poll(look, WITHIN).toEqual({});
      const community = await page.locator(".panel--community h2").innerText();
      const ids = () => idsOf({ number: "open", community });
      expect((await ids()).length).toBeGreaterThan(0); // of nothing there is no row
      const button = page.locator('[data-number="open"] button');
      await expectList(page, { button, name: `${community} · 在办`, ids });
      await page.close();
    }
  });
});

describe("the scene of what is late", () => {
  test("shows how much has climbed to each rung, the higher the more bars, how much is late in each community, and the highest with who has it and since when, as the tables hold it", async () => {
    const { db, territoryId, openScreen } = street;
    const page = await openScreen("scene=overdue");
    await page.locator(".owned__row").first().waitFor();
    const pairsIn = (rows: string, name: string): Promise<[string, number][]> =>
      page
        .locator(rows)
        .evaluateAll(
          (all, named) =>
            all.map((row): [string, number] => [
              row.querySelector(named)!.textContent,
              Number(row.querySelector("strong")!.textContent.replace(/\D/g, "")),
            ]),
          name,
        );
    const readLate = () =>
      page.locator(".panel--owned .owned__row").evaluateAll((all) =>
        all.map((row) => ({
          id: Number(row.getAttribute("data-incident")),
          since: row.querySelector("time")!.dateTime,
          rung: row.querySelector(".rung__name")!.textContent,
          who: row.querySelector(".owned__who")!.textContent,
        })),
      );
    const look = async (): Promise<object> => {
      const counted = await countOverdue(db, territoryId);
      const [title, rungs, grids, rows] = await Promise.all([
        page.locator(".panel--rungs .panel__aside").innerText(),
        pairsIn(".rung-bars li", ".rung__name"),
        pairsIn(".late-grids li", ".cut-name"),
        readLate(),
      ]);
      const late = counted.rows.slice(0, Math.max(1, rows.length)).map((row, i) => ({
        id: row.id,
        since: row.dueAt,
        rung: rungName(row.reached),
        // Who has it is the grid's name with a level of the chain; of the whole street the level alone.
        who: rows[i]?.who.includes(row.ownerGrid ?? "") ? rows[i].who : row.ownerGrid,
      }));
      return differing(
        { total: numberIn(title), rungs, grids, rows },
        {
          total: counted.total,
          rungs: counted.rungs.map(([reached, count]): [string, number] => [rungName(reached), count]),
          grids: counted.grids,
          rows: late,
        },
      );
    };
    await expect.poll(look, WITHIN).toEqual({});
    const bars = await page
      .locator(".rung-bars li")
      .evaluateAll((rows) => rows.map((row) => row.querySelectorAll('rect[fill="currentColor"]').length));
    expect(bars.length).toBeGreaterThan(1);
    expect(bars).toEqual([...new Set(bars)].toSorted((a, b) => b - a)); // the higher, the more of them
    await page.close();
  });

  test("opens the list of what is late, in all, on each rung and in each community", async () => {
    const { db, territoryId, openScreen } = street;
    const page = await openScreen("scene=overdue");
    const total = page.locator(".panel--rungs .panel__aside").getByRole("button");
    await expectList(page, { button: total, name: "超期", ids: () => idsOf({ number: "overdue" }) });
    const { rungs, grids } = await countOverdue(db, territoryId);
    expect(grids.length).toBeGreaterThan(1);
    for (const [reached] of rungs) {
      const name = rungName(reached);
      const button = page.locator(".rung-bars li", { hasText: name }).getByRole("button");
      const ids = () => idsOf({ number: "overdue", reached });
      await expectList(page, { button, name: `超期 · ${name}`, ids });
    }
    for (const [name] of grids) {
      const button = page.locator(".late-grids li", { hasText: name }).getByRole("button");
      const ids = () => idsOf({ number: "overdue", community: name });
      await expectList(page, { button, name: `${name} · 超期`, ids });
    }
    await page.close();
  });
});

describe("the scene of a day that is played again", () => {
  test("counts what had happened of yesterday, and been closed, by noon and by its end as the tables hold it", async () => {
    const { db, territoryId, openScreen } = street;
    const page = await openScreen("scene=yesterday");
    const slider = page.locator('.scene-strip input[type="range"]');
    await page.locator(".panel--layers-then").waitFor();
    const steps = Number(await slider.getAttribute("max"));
    const day = await dayBefore(db, 1);
    for (const share of [0.5, 1]) {
      await slider.fill(String(share * steps));
      const counted = await countDay(db, { territoryId, day, share });
      const look = async () => ({
        happened: await numberOf(page, "open"),
        closed: await numberOf(page, "closedToday"),
      });
      await expect.poll(look, WITHIN).toEqual(counted);
    }
    expect((await countDay(db, { territoryId, day, share: 1 })).happened).toBeGreaterThan(0);
    await page.close();
  });
});

/** Runs in the browser: what stands in each row of the assessment, by the column. */
const figuresOf = (rows: Element[]): object[] =>
  rows.map((row) => ({
    name: row.querySelector(".figures__name")!.textContent,
    ...Object.fromEntries(
      [...row.querySelectorAll(".figures__cell")].map((cell) => [
        /figures__cell--(\w+)/.exec(cell.className)![1],
        [...cell.children].map((part) => part.textContent),
      ]),
    ),
  }));

describe("the scene of the assessment", () => {
  test("shows of the street and of each community every share of the month with the two counts that the tables give it", async () => {
    const { db, territoryId, openScreen } = street;
    // A deadline may pass between the screen's question and ours; the screen asks again in minutes only.
    const look = async (): Promise<object> => {
      const page = await openScreen("scene=assessment");
      await page.locator(".figures-list li").first().waitFor();
      const shown = await page
        .locator(".panel--assessment .figures:not(.figures--head)")
        .evaluateAll(figuresOf);
      await page.close();
      return differing(shown, (await countMonth(db, territoryId)).map(asWritten));
    };
    expect((await countMonth(db, territoryId)).length).toBeGreaterThan(2);
    await expect.poll(look, WITHIN).toEqual({});
  });
});
