import type { Role } from "@getu/domain";
import { fileReport, importBasemap } from "@getu/store";
import { createTown, idsOfTown, townPosition, townReport } from "@getu/store/testing";
import { axeFinds } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRules } from "../src/rules.ts";
import {
  beginDraft,
  click,
  drag,
  hold,
  isPainted,
  isSaved,
  press,
  putIntoForce,
  shoot,
  shootPlan,
  startPlannerStage,
  stepsAre,
} from "./planner-stage.ts";
import type { Page, PlannerStage } from "./planner-stage.ts";

const LARGE = { width: 1920, height: 1080 };

let stage: PlannerStage;
let id: (externalId: string) => number;

beforeAll(async () => {
  stage = await startPlannerStage({ records: createTown(), apps: ["planner", "leader"] });
  const { database, territoryId } = stage;
  id = await idsOfTown(database.db, territoryId);
  // A road from end to end of the border between two lanes, with a bend into the eastern one.
  const bend = [townPosition(3, 1), townPosition(3.25, 1.5), townPosition(3, 2)];
  const road = { type: "LineString", coordinates: bend } as const;
  const features = [
    { type: "Feature", properties: { name: "试验路", class: "lane" }, geometry: road } as const,
  ];
  await importBasemap(database.db, {
    territoryId,
    kind: "road",
    collection: { type: "FeatureCollection", features },
  });
  const people: [string, Role, string?][] = [
    ["planner", "planner"],
    ["other", "planner"],
    ["administrator", "administrator"],
    ["leader", "leader", "lane-0-0"],
    ["part", "planner", "community-0"],
  ];
  for (const [username, role, grid] of people)
    await stage.join({ username, role, ...(grid !== undefined && { gridId: id(grid) }) });
});
afterAll(() => stage?.stop());

/** The planner's page of somebody, on a draft of that number or on none. */
async function openPlan(username: string, draft: string, look: Parameters<PlannerStage["open"]>[1] = {}) {
  const page = await stage.open(username, { ...look, path: `/planner/${draft}` });
  await isPainted(page);
  return page;
}

const hashOf = (page: Page): string => new URL(page.url()).hash;

/** Somebody reports a lamp in the middle of lane 1-0. */
async function reportLamp(): Promise<void> {
  const { catalogue, calendar, chain } = await readRules();
  const filed = await fileReport(stage.database.db, {
    territoryId: stage.territoryId,
    report: townReport({
      category: "street-light",
      condition: "single",
      summary: "路灯不亮（试验）",
      position: townPosition(1.5, 0.5),
    }),
    actor: { id: "person:dispatcher", role: "dispatcher", gridPath: "" },
    rulebook: { catalogue, calendar, chain },
    idempotencyKey: "lamp",
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
}

test("a planner follows a road, merges and locks; once it is in force the phone of whoever leads the grid has its work", async () => {
  await reportLamp();
  const phone = await stage.open("leader", { path: "/leader/", size: { width: 390, height: 844 } });
  await phone.getByRole("heading", { name: "我的在办" }).waitFor();
  expect(await phone.getByText("路灯不亮（试验）").count()).toBe(0);
  const before = await stage.areasInForce();
  const page = await openPlan("planner", "");
  await beginDraft(page, "沿路（试验）");

  await page.keyboard.press("f");
  await click(page, [3, 1.5]);
  await page.getByText("请看右侧前后对比：Enter 确认，Esc 放弃。").waitFor();
  await shootPlan(page, "tools-1-road");
  await page.keyboard.press("Enter");
  await stepsAre(page, 1);

  await page.keyboard.press("m");
  await click(page, [0.5, 0.5], [1.5, 0.5]);
  await shootPlan(page, "tools-2-merge");
  await page.keyboard.press("Enter");
  await stepsAre(page, 2);

  await page.keyboard.press("l");
  await click(page, [6.5, 2.5]);
  await page.getByRole("button", { name: "全部解锁" }).waitFor();
  await page.keyboard.press("v");
  await click(page, [5.5, 2.5]);
  await hold(page, [6, 3], [6.3, 3.2]);
  await page.getByText("网格已锁定，不能增减", { exact: true }).waitFor();
  await shoot(page, "tools-3-locked");
  await page.mouse.up();
  await stepsAre(page, 2);
  await press(page, "全部解锁");
  await click(page, [5.5, 2.5]);
  await drag(page, [6, 3], [6.3, 3.2]);
  await stepsAre(page, 3);
  await page.keyboard.press("Control+z");
  await stepsAre(page, 2);
  await isSaved(page);
  await page.getByRole("tab", { name: "改动" }).click();
  const along = page.getByRole("listitem").filter({ hasText: "沿路调整边界" });
  await along.getByText("Made-up lane-2-1 · Made-up lane-3-1").waitFor();
  await along.getByRole("button", { name: "定位" }).click();
  expect(await axeFinds(page)).toEqual([]);
  await shootPlan(page, "tools-4-steps");
  await press(page, "提交");
  await press(page, "确认");
  await page.getByText("待批准", { exact: true }).waitFor();

  const chief = await openPlan("administrator", hashOf(page));
  await putIntoForce(chief);
  const after = await stage.areasInForce();
  const area = (code: string): number => after.get(code)! - before.get(code)!; // there before and after
  expect(area("LANE-2-1") / before.get("LANE-2-1")!).toBeCloseTo(1 / 8, 2);
  expect(area("LANE-2-1") + area("LANE-3-1")).toBeLessThanOrEqual(1); // rounded to metres
  expect(after.has("LANE-1-0")).toBe(false);
  const anew = await openPlan("administrator", "");
  await click(anew, [3.7, 1.5]);
  await anew.getByText("≈35（按调整前的登记推算，未重新清点）", { exact: true }).waitFor(); // an eighth of 40 went
  await shootPlan(anew, "tools-4-estimate");
  await phone.getByText("路灯不亮（试验）").first().waitFor();
  await shoot(phone, "tools-4-phone");
  await phone.getByText("路灯不亮（试验）").first().click();
  await phone.getByText(/^经过（\d+ 步）$/).click();
  await phone.getByText("随界线划转", { exact: true }).waitFor();
  await shoot(phone, "tools-4-phone-history");
  for (const each of [phone, page, chief, anew]) await each.context().close();
  expect(stage.faults).toEqual([]);
}, 300_000);

/** Merges two lanes of the town and waits until so many steps stand. */
async function merge(page: Page, x: number, count: number): Promise<void> {
  await page.keyboard.press("m");
  await click(page, [x + 0.5, 3.5], [x + 1.5, 3.5]);
  await page.keyboard.press("Enter");
  await stepsAre(page, count);
  await page.keyboard.press("Escape");
}

test("two planners on one draft: who was slower keeps theirs on top, takes the other's alone, or goes separate ways", async () => {
  const first = await openPlan("planner", "");
  await beginDraft(first, "共用（试验）");
  const second = await openPlan("other", hashOf(first), { size: LARGE });
  const conflict = (page: Page) => page.getByText("别人也改了这份草案");

  await merge(first, 0, 1);
  await isSaved(first);
  await merge(second, 2, 1);
  await conflict(second).waitFor();
  await shootPlan(second, "tools-5-conflict-1920");
  expect(await axeFinds(second)).toEqual([]);
  await press(second, "在对方之后重做我的");
  await stepsAre(second, 2);
  await isSaved(second);

  await merge(first, 4, 2);
  await conflict(first).waitFor();
  await shootPlan(first, "tools-6-conflict-1440");
  await press(first, "放弃我的，用对方的");
  await conflict(first).waitFor({ state: "detached" });
  await stepsAre(first, 2);
  await isSaved(first);

  await merge(second, 6, 3);
  await isSaved(second);
  await merge(first, 4, 3);
  await conflict(first).waitFor();
  await press(first, "另存为新草案");
  await first.getByText("共用（试验）（另存）").waitFor();
  await stepsAre(first, 3);
  const dark = await openPlan("planner", hashOf(first), { size: LARGE, colorScheme: "dark" });
  await stepsAre(dark, 3);
  await shootPlan(dark, "tools-7-dark-1920");
  await dark.getByRole("tab", { name: "影响" }).click();
  await dark.getByText(/个网格有变化/).waitFor();
  await shootPlan(dark, "tools-8-impact-dark-1920");

  await first.keyboard.press("Control+z");
  await stepsAre(first, 2);
  await isSaved(first);
  await press(dark, "提交");
  await press(dark, "确认"); // of a draft that has gone on: it is read anew before anything is decided
  await dark.getByText("别人刚刚改过这份草案，已换成最新的，请看过再办。").waitFor();
  await stepsAre(dark, 2);
  await press(dark, "提交");
  await press(dark, "确认");
  await dark.getByText("待批准", { exact: true }).waitFor();
  for (const each of [first, second, dark]) await each.context().close();
  expect(stage.faults).toEqual([]);
}, 300_000);

test("T35 who plans a community sees that community alone, and is told so", async () => {
  const page = await openPlan("part", "");
  await page.getByText("只限：Made-up community-0").waitFor();
  await beginDraft(page, "柳溪（试验）");
  expect(await axeFinds(page)).toEqual([]);
  await shootPlan(page, "tools-9-part-1440");
  await press(page, "草案与版本");
  await page.getByRole("dialog").getByText("柳溪（试验）").waitFor();
  expect(await page.getByRole("dialog").getByText("共用（试验）", { exact: true }).count()).toBe(0);
  const hash = hashOf(page);
  await page.context().close();

  const whole = await openPlan("planner", hash);
  await whole.getByText("只限：Made-up community-0").waitFor();
  await whole.keyboard.press("v");
  await click(whole, [5.5, 2.5]);
  await hold(whole, [6, 3], [6.3, 3.2]);
  await whole.getByText("网格已锁定，不能增减", { exact: true }).waitFor();
  await shoot(whole, "tools-10-beyond-1440");
  await whole.mouse.up();
  const search = whole.getByRole("combobox", { name: "查找网格：名称或编号" });
  await search.fill("lane-2-2");
  await search.press("Enter");
  await whole.getByRole("heading", { name: "Made-up lane-2-2" }).waitFor();
  await shootPlan(whole, "tools-11-found-1440");
  await whole.context().close();
  expect(stage.faults).toEqual([]);
}, 120_000);

test("steps that are in no draft are asked about before another draft is opened: they stay, or go when that is said", async () => {
  const page = await openPlan("planner", "");
  await merge(page, 0, 1);
  const open = async (): Promise<void> => {
    await press(page, "草案与版本");
    const draft = page.getByRole("dialog").getByRole("listitem").filter({ hasText: "柳溪（试验）" });
    await draft.getByRole("button", { name: "打开" }).click();
  };
  await open();
  const question = page.locator(".ant-modal-confirm");
  await question.locator(".ant-modal-confirm-title", { hasText: "您画了 1 步，还没有存为草案。" }).waitFor();
  await shoot(page, "tools-12-unkept-1440");
  await question.getByRole("button", { name: "取消" }).click();
  await question.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await stepsAre(page, 1);
  expect(hashOf(page)).toBe("");
  await open();
  await question.getByRole("button", { name: "不存，打开" }).click();
  await page.getByText("只限：Made-up community-0").waitFor();
  await stepsAre(page, 0);
  await page.context().close();
  expect(stage.faults).toEqual([]);
}, 120_000);
