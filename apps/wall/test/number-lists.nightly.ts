import type { Grid } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { townIncident } from "@getu/store/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCountedStreet } from "./counted-street.ts";
import type { CountedStreet } from "./counted-street.ts";
import { countOverdue, listCamerasIn } from "./plain-counts.ts";
import { expectList, numberIn, turnThrough, WITHIN } from "./shown-numbers.ts";

let street: CountedStreet;

beforeAll(async () => {
  street = await startCountedStreet();
});
afterAll(() => street?.stop());

const LISTS = [
  { number: "open", name: "在办" },
  { number: "overdue", name: "超期" },
  { number: "today", name: "今日新增" },
  { number: "closedToday", name: "今日办结" },
] as const;

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
        ids: () => street.idsOf({ number }),
      }),
  );

  test("opens the list of what has climbed to each rung", async () => {
    const { rungs } = await countOverdue(street.db, street.territoryId);
    expect(rungs.length).toBeGreaterThan(1);
    for (const [reached] of rungs) {
      const name = street.rungName(reached);
      const button = page.locator(".rungs li", { hasText: name }).getByRole("button");
      const ids = () => street.idsOf({ number: "overdue", reached });
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
        const ids = () => street.idsOf({ number, community });
        await expectList(page, { button, name: `${community} · ${name}`, ids });
      }
  });

  test("opens the list of what lies outside every grid", () =>
    expectList(page, {
      button: page.locator(".panel--summary .panel__aside").getByRole("button"),
      name: "网格外 · 在办",
      ids: () => street.idsOf({ number: "open", community: null }),
    }));

  test("opens the list of the cameras in a state", () =>
    expectList(page, {
      button: page.locator(".states div", { hasText: "离线" }).getByRole("button"),
      name: "监控点 · 离线",
      ids: () => listCamerasIn(street.db, street.territoryId, "offline"),
    }));
});

describe("a number of the scene of what is late", () => {
  test("opens the list of what is late, in all, on each rung and in each community", async () => {
    const { db, territoryId, openScreen } = street;
    const page = await openScreen("scene=overdue");
    const total = page.locator(".panel--rungs .panel__aside").getByRole("button");
    await expectList(page, { button: total, name: "超期", ids: () => street.idsOf({ number: "overdue" }) });
    const { rungs, grids } = await countOverdue(db, territoryId);
    expect(grids.length).toBeGreaterThan(1);
    for (const [reached] of rungs) {
      const name = street.rungName(reached);
      const button = page.locator(".rung-bars li", { hasText: name }).getByRole("button");
      const ids = () => street.idsOf({ number: "overdue", reached });
      await expectList(page, { button, name: `超期 · ${name}`, ids });
    }
    for (const [name] of grids) {
      const button = page.locator(".late-grids li", { hasText: name }).getByRole("button");
      const ids = () => street.idsOf({ number: "overdue", community: name });
      await expectList(page, { button, name: `${name} · 超期`, ids });
    }
    await page.close();
  });
});

/** Brings so many more that are open and never late: more than the server gives at once. */
async function importOpen(count: number): Promise<void> {
  const { db, chief, territoryId } = street;
  const grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  const records = Array.from({ length: count }, (_, i) =>
    townIncident({ externalId: `open-${i}`, position: grids.at(-1)!.anchor, status: "filed", dueAt: null }),
  );
  const { rejects } = await importIncidents(db, { territoryId, records, file: "open" });
  expect(rejects).toEqual([]);
}

describe("a list that is longer than the screen", () => {
  test("is turned page by page to its last row, in the order of the tables, and back, and says where one is", async () => {
    await importOpen(70);
    const page = await street.openScreen("scene=territory"); // read from five metres: there is room for few rows
    const number = page.locator('[data-number="open"] button');
    await number.click();
    const dialog = page.getByRole("dialog", { name: "在办", exact: true });
    const counted = await street.idsOf({ number: "open" });
    expect(counted.length).toBeGreaterThan(70);
    const { ids, said } = await turnThrough(dialog);
    expect(ids.flat()).toEqual(counted);
    const all = new Intl.NumberFormat("zh-CN").format(counted.length);
    const places = ids.map((shown, i) => {
      const before = ids.slice(0, i).flat().length;
      return `第 ${before + 1}–${before + shown.length} 条，共 ${all} 条`;
    });
    expect(said).toEqual(places);
    const back = dialog.getByRole("button", { name: "上一页" });
    for (let left = ids.length - 1; left > 0; left -= 1) await back.click();
    expect(await back.isDisabled()).toBe(true);
    await expect.poll(() => dialog.locator(".turner__place").innerText(), WITHIN).toBe(said[0]);
    await page.close();
  });
});
