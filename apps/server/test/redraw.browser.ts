import type { GridRecord } from "@getu/domain";
import { keepCodeAgreement } from "@getu/store";
import { createTown, townPosition } from "@getu/store/testing";
import { axeFinds } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  beginDraft,
  click,
  drag,
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

let stage: PlannerStage;

/** Outlines between which a gap is planted: a notch on either side of what they share. */
const NOTCHED: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  "lane-1-1": [[1, 1], [2, 1], [2, 1.4], [1.9, 1.5], [2, 1.6], [2, 2], [1, 2], [1, 1]],
  "lane-2-1": [[2, 1], [3, 1], [3, 2], [2, 2], [2, 1.6], [2.1, 1.5], [2, 1.4], [2, 1]],
}; // prettier-ignore

function withGap(grid: GridRecord): GridRecord {
  const ring = NOTCHED[grid.externalId];
  return ring
    ? { ...grid, area: { type: "Polygon", coordinates: [ring.map(([x, y]) => townPosition(x, y))] } }
    : grid;
}

beforeAll(async () => {
  stage = await startPlannerStage({ records: createTown().map(withGap), apps: ["planner", "wall"] });
  for (const role of ["planner", "administrator"] as const) await stage.join({ username: role, role });
  await keepCodeAgreement(stage.database.db, {
    territoryId: stage.territoryId,
    kind: "incidents",
    version: 1,
    agreement: { known: 2898, equal: 2784, different: 114, within30m: 14 },
  });
});
afterAll(() => stage?.stop());

/** The version of the boundaries that a wall asks for. */
const boundariesIn = (url: string): string | undefined => /\/boundaries\/([^/]+)\/arcs\//.exec(url)?.[1];

/** Opens a wall; what it answers waits for boundaries that are not those it began with, on the same page. */
async function openWall(by: Page): Promise<{ redrawn: () => Promise<void> }> {
  const wall = await by.context().newPage();
  const first = wall.waitForResponse((response) => boundariesIn(response.url()) !== undefined);
  await wall.goto(stage.origin);
  const begun = boundariesIn((await first).url());
  await wall.evaluate(() => Object.assign(globalThis, { isStillThere: true }));
  const next = wall.waitForResponse((response) => {
    const asked = boundariesIn(response.url());
    return response.ok() && asked !== undefined && asked !== begun;
  });
  return {
    async redrawn() {
      await next;
      expect(await wall.evaluate(() => "isStillThere" in globalThis)).toBe(true);
      await wall.locator('[data-map-idle="true"]').waitFor();
      await shoot(wall, "5-wall");
      await wall.close();
    },
  };
}

test("a planner names, cuts, moves, transfers and mends; an administrator approves; it comes into force, a wall follows, and it is rolled back", async () => {
  const before = await stage.areasInForce();
  const page = await stage.open("planner");
  await beginDraft(page, "翠屏优化（试验）");
  const hash = new URL(page.url()).hash;

  await click(page, [3.5, 2.5]);
  await page.getByRole("button", { name: "修改登记" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("名称", { exact: true }).fill("试验弄");
  await page.getByLabel("编号", { exact: true }).fill("LANE-0-0");
  await page.getByText("同级网格已有这个编号").waitFor();
  await page.keyboard.press("Enter"); // refused, so nothing is kept
  expect(await axeFinds(page)).toEqual([]);
  await shootPlan(page, "0-record");
  await page.getByLabel("编号", { exact: true }).fill("LANE-NEW");
  await page.keyboard.press("Enter");
  await stepsAre(page, 1);
  await page.getByRole("heading", { name: "试验弄" }).waitFor();
  await page.keyboard.press("Escape"); // the next tool shall begin with no grid in the hand

  await page.keyboard.press("c");
  await click(page, [0, 0.5], [1, 0.5]);
  await page.keyboard.press("Enter");
  await shootPlan(page, "1-cut");
  await page.keyboard.press("Enter");
  await stepsAre(page, 2);

  await page.keyboard.press("v");
  await click(page, [5.5, 1.5]);
  await drag(page, [5, 1], [5.25, 1.25]);
  await stepsAre(page, 3);

  await page.keyboard.press("t");
  await click(page, [6.1, 1.2], [6.6, 1.2], [6.6, 1.7], [5.9, 1.7], [5.9, 1.2]);
  await page.keyboard.press("Enter");
  await shootPlan(page, "2-transfer");
  await page.getByRole("tab", { name: "网格", exact: true }).click(); // takes the keys, and Enter still means yes
  await page.keyboard.press("Enter");
  await stepsAre(page, 4);

  await page.keyboard.press("Control+z");
  await stepsAre(page, 3);
  await page.keyboard.press("Control+Shift+Z");
  await stepsAre(page, 4);

  await page.getByRole("tab", { name: /问题/ }).click();
  await page
    .getByText("最近导入的事件：自带网格编号的 2898 条中，114 条不在所报的网格内", { exact: true })
    .waitFor();
  await page.getByLabel("不大于", { exact: true }).fill("1");
  await page.getByText(/另有 \d+ 处不在这个面积范围内/).waitFor();
  await page.getByLabel("不大于", { exact: true }).fill("");
  expect(await axeFinds(page)).toEqual([]);
  await press(page, "修复");
  await page.keyboard.press("Enter");
  await stepsAre(page, 5);
  await page.getByText("空缺，不属于任何网格").waitFor({ state: "detached" });
  await isSaved(page);

  await page.reload();
  await stepsAre(page, 5);
  await shootPlan(page, "3-compare");
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const line of [".planner__head", ".planner__bar"])
    expect((await page.locator(line).boundingBox())!.height, line).toBeLessThan(60); // drawn; two lines are higher
  await press(page, "提交");
  await press(page, "确认");
  await page.getByText("待批准", { exact: true }).waitFor();

  const chief = await stage.open("administrator", { path: `/planner/${hash}` });
  await isPainted(chief);
  const wall = await openWall(chief);
  await putIntoForce(chief);
  await wall.redrawn();
  const now = await stage.areasInForce();
  expect(now.size).toBe(before.size + 1);
  const [half, rest] = [now.get("LANE-0-0-2")!, now.get("LANE-0-0")!]; // the size says that there is one more
  expect(Math.abs(half + rest - before.get("LANE-0-0")!)).toBeLessThanOrEqual(1); // rounded to metres
  expect([now.has("LANE-3-2"), now.get("LANE-NEW")]).toEqual([false, before.get("LANE-3-2")]);
  expect(now.get("LANE-5-1")).toBeGreaterThan(before.get("LANE-5-1")!); // there before

  await press(chief, "草案与版本");
  await press(chief, "恢复到此版");
  await chief.getByLabel("恢复的理由").fill("试验结束");
  await press(chief, "确认");
  await chief.getByText("基于第 3 版", { exact: true }).waitFor();
  await chief.getByText("草案已作为第 2 版发布，图上是现行网格。", { exact: true }).waitFor();
  await chief.getByRole("tab", { name: "影响" }).click();
  await chief.getByText(/^第 2 版，.+起施行$/).waitFor();
  await chief.getByText(/^.+由第 3 版取代$/).waitFor();
  await shootPlan(chief, "4-rolled-back");
  expect(await stage.areasInForce()).toEqual(before);
  expect(stage.faults).toEqual([]);
}, 300_000);

test("a suggestion begins with the community in the hand and divides it evenly; the planner looks, accepts and takes it back like any step", async () => {
  const page = await stage.open("planner");
  await isPainted(page);
  const suggest = (): Promise<void> => press(page, "划分建议");
  const propose = page.getByRole("button", { name: "提出划分" });
  await suggest();
  await page.getByText("请选择要划分的社区", { exact: true }).waitFor(); // two communities, none of them at hand
  expect(await propose.isDisabled()).toBe(true);
  await suggest(); // puts it away
  await page.getByLabel("网格数").waitFor({ state: "hidden" });
  await click(page, [6.5, 1.5]);
  await page.getByRole("heading", { name: "Made-up lane-6-1" }).waitFor();
  await suggest();
  await page.getByTitle("Made-up community-1", { exact: true }).waitFor();
  expect(await page.getByLabel("网格数").inputValue()).toBe("16");
  await page.getByText("现有 16 个网格，共约 640 户；划分后平均每个约 40 户", { exact: true }).waitFor();
  await page.getByLabel("网格数").fill("3");
  await page.getByText(/平均每个约 213 户/).waitFor();
  await page.getByText("近一年事件", { exact: true }).click();
  await press(page, "提出划分");
  await page.getByText("这里没有可以均衡的数据，请换一种依据。").waitFor(); // the town has no incidents
  await page.getByRole("radiogroup", { name: "按什么均衡" }).getByText("户数", { exact: true }).click();
  await press(page, "提出划分");
  await page.getByText(/变异系数 0\.\d\d（随机连片划分的中位数 0\.\d\d）/).waitFor();
  await propose.waitFor({ state: "hidden" }); // the form makes room for what is to be looked at
  await shootPlan(page, "5-suggested");
  await page.getByRole("button", { name: /^确认/ }).click();
  await stepsAre(page, 1);
  await page.keyboard.press("Control+z");
  await stepsAre(page, 0);
  expect(stage.faults).toEqual([]);
}, 60_000);
