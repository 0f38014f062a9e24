import { buildApp } from "@getu/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letGo, prepareHeld } from "./held-answers.ts";
import { joinAsDispatcher, reportUrgent } from "./office.ts";
import { countDay, dayBefore } from "./plain-counts.ts";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { renameCommunity } from "./renamed-community.ts";
import { shoot } from "./wall-page.ts";

let street: QuietStreet;

beforeAll(async () => {
  buildApp("desk");
  street = await startQuietStreet();
});
afterAll(() => street?.stop());

/** The year in which it is now at a time of Shanghai. */
const yearNow = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4);

/** A day as the wall heads it: `11月26日 星期四`, of another year `2025年11月26日 星期三`. */
const headingOf = (day: string): string =>
  new Intl.DateTimeFormat("zh-CN", {
    ...(day.slice(0, 4) !== yearNow() && { year: "numeric" }),
    month: "long",
    day: "numeric",
    weekday: "long",
    timeZone: "Asia/Shanghai",
  }).format(new Date(`${day}T12:00:00+08:00`));

/** A day at its end, as the tables have it. */
async function wholeDay(day: string): Promise<object> {
  const { db, territoryId } = street;
  return { heading: headingOf(day), ...(await countDay(db, { territoryId, day, share: 1 })) };
}

/** Which day a wall shows, and what it says of it. */
async function readDay(page: Page): Promise<object> {
  const numberOf = async (key: string): Promise<number> =>
    Number((await page.locator(`.panel--day .number--${key} dd`).innerText()).replace(/\D/g, ""));
  return {
    heading: await page.locator(".panel--day h2").innerText(),
    happened: await numberOf("open"),
    closed: await numberOf("closedToday"),
  };
}

/** Moves the day's time to its end with the pointer. */
async function playToTheEnd(page: Page): Promise<void> {
  const track = (await page.locator('.scene-strip input[type="range"]').boundingBox())!; // it has one
  await page.mouse.click(track.x + track.width - 2, track.y + track.height / 2);
}

const soon = { timeout: 30_000, interval: 200 };

test("a day that is chosen at the wall with a pointer or typed is the one whose name and counts are shown, and no day is offered that has not passed", async () => {
  const { db, openScreen } = street;
  const page = await openScreen("scene=yesterday");
  await page.locator(".panel--layers-then").waitFor();
  const [before, after] = ["前一天", "后一天"].map((name) => page.getByRole("button", { name, exact: true }));
  expect(await after!.isDisabled()).toBe(true);
  for (const [button, days] of [
    [before!, 2],
    [before!, 3],
    [after!, 2],
  ] as const) {
    await button.click();
    await playToTheEnd(page);
    await expect.poll(() => readDay(page), soon).toEqual(await wholeDay(await dayBefore(db, days)));
  }
  await shoot(page, "wall-day-chosen");
  const typed = await dayBefore(db, 30);
  await page.getByLabel("回放日期").fill(typed);
  await playToTheEnd(page);
  await expect.poll(() => readDay(page), soon).toEqual(await wholeDay(typed));
  expect(await page.getByLabel("回放日期").getAttribute("max")).toBe(await dayBefore(db, 1));
  await page.close();
});

test("a day that is set for a scene at the desk is shown at once by a wall that has the scene on, in place of one that was chosen there", async () => {
  const { db, server, chief } = street;
  const scenes = [{ kind: "yesterday", seconds: 60, when: "always" }] as const;
  const wall = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 0 } });
  await wall.getByRole("button", { name: "前一天", exact: true }).click();
  await wall.getByText(headingOf(await dayBefore(db, 2)), { exact: true }).waitFor();

  const desk = await chief.context.newPage();
  desk.setDefaultTimeout(30_000);
  await desk.goto(`${server.origin}/desk/#/screens`);
  await desk
    .getByRole("row", { name: /大厅（示范）/ })
    .getByRole("button", { name: "设置" })
    .click();
  const day = await dayBefore(db, 4);
  await desk.getByLabel("回放日期（空为前一日）").fill(day);
  await desk.locator(`.ant-picker-cell[title="${day}"]`).click();
  await desk.locator(".ant-picker-dropdown").waitFor({ state: "hidden" }); // the choice is the form's
  await desk.getByRole("button", { name: "保存" }).click();

  await wall.getByText(headingOf(day), { exact: true }).waitFor();
  await playToTheEnd(wall);
  await expect.poll(() => readDay(wall), soon).toEqual(await wholeDay(day));
  await wall.close();
  await desk.close();
});

test("a day that is pinned for a meeting is played again and again", async () => {
  const { chief, territoryId } = street;
  const scenes = (["territory", "yesterday"] as const).map(
    (kind) => ({ kind, seconds: 10, when: "always" }) as const,
  );
  const wall = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 0 } });
  const [screen] = await chief.ask<{ id: number }[]>("wall.list", { territoryId }); // the newest comes first
  await chief.tell("wall.steer", { territoryId, id: screen!.id, given: { order: "pin", scene: 1 } });
  const slider = wall.locator('.scene-strip input[type="range"]');
  const isAtEnd = () => slider.evaluate(({ value, max }: HTMLInputElement) => value === max);
  for (const ends of [true, false, true, false]) await expect.poll(isAtEnd, soon).toBe(ends);
  await wall.close();
});

/** How far a played day has come, of its 48 half hours. */
const stepOf = async (wall: Page): Promise<number> =>
  Number(await wall.locator('.scene-strip input[type="range"]').inputValue());

test("a played day goes on where an urgent incident interrupted it", async () => {
  const { server, browser, chief } = street;
  const dispatcher = await joinAsDispatcher(browser, { chief, origin: server.origin });
  const scenes = [{ kind: "yesterday", seconds: 60, when: "always" }] as const;
  const wall = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 10 } });
  await expect.poll(() => stepOf(wall), soon).toBeGreaterThan(12);
  const before = await stepOf(wall);
  await reportUrgent(dispatcher);
  await wall.locator('.wall[data-scene="urgent"]').waitFor();
  await wall.locator('.wall[data-scene="yesterday"]').waitFor();
  const after = await stepOf(wall);
  expect([after >= before, after < 48]).toEqual([true, true]);
  await wall.close();
});

test("a played day bears the name of the boundaries that are drawn, and waits for those of then", async () => {
  await renameCommunity(street);
  const outlines = "/0/0/0?version=1"; // those of the coarsest grids, as the first version had them
  const asked = Promise.withResolvers<unknown>();
  const page = await street.openScreen("scene=yesterday", async (each) => {
    await prepareHeld(each, outlines);
    void each.waitForRequest(/\/grids\/0\?version=1$/).then(asked.resolve, asked.reject);
  });
  await asked.promise; // it is known which parts they have
  const said = page.locator(".panel--layers-then dd").nth(2);
  await expect.poll(() => said.innerText(), soon).toBe("当时版本载入中，暂示现行界线");
  const slider = page.locator('.scene-strip input[type="range"]');
  await page.waitForTimeout(4_000); // some steps
  expect([await said.innerText(), await slider.inputValue()]).toEqual(["当时版本载入中，暂示现行界线", "0"]);
  await letGo(page);
  await expect.poll(() => said.innerText(), soon).toBe("当时无记录，示最早一版");
  await expect.poll(async () => Number(await slider.inputValue()), soon).toBeGreaterThan(0);
  await page.close();
});
