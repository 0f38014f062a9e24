import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCountedStreet } from "./counted-street.ts";
import type { CountedStreet } from "./counted-street.ts";
import { asWritten, countMonth } from "./plain-assessment.ts";
import { countCommunities, countDay, countOverdue, dayBefore } from "./plain-counts.ts";
import type { PlainRow } from "./plain-counts.ts";
import { differing, expectList, numberIn, WITHIN } from "./shown-numbers.ts";

let street: CountedStreet;

beforeAll(async () => {
  street = await startCountedStreet();
});
afterAll(() => street?.stop());

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
    rung: isLate ? street.rungName(reached) : null,
  }));

/** Runs in the browser, before the page: the list of its scenes has begun anew so often. */
function beginAtRound(round: number): void {
  const rotation = {
    scene: 0,
    round,
    spentMs: 0,
    atMs: Date.now(),
    skips: 0,
    sendOffs: 0,
    dismissed: [],
    held: null,
  };
  localStorage.setItem("getu.rotation", JSON.stringify(rotation));
}

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
      const ids = () => street.idsOf({ number: "open", community });
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
        rung: street.rungName(row.reached),
        // Who has it is the grid's name with a level of the chain; of the whole street the level alone.
        who: rows[i]?.who.includes(row.ownerGrid ?? "") ? rows[i].who : row.ownerGrid,
      }));
      return differing(
        { total: numberIn(title), rungs, grids, rows },
        {
          total: counted.total,
          rungs: counted.rungs.map(([reached, count]): [string, number] => [street.rungName(reached), count]),
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
