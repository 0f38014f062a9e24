import { importBasemap } from "@getu/store";
import { createTown, townPosition } from "@getu/store/testing";
import { axeFinds } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  beginDraft,
  click,
  isPainted,
  isSaved,
  pixelOf,
  press,
  putIntoForce,
  shoot,
  startPlannerStage,
  stepsAre,
} from "./planner-stage.ts";
import type { Page, PlannerStage } from "./planner-stage.ts";

let stage: PlannerStage;

beforeAll(async () => {
  stage = await startPlannerStage({ records: createTown(), apps: ["planner"] });
  for (const role of ["planner", "administrator"] as const) await stage.join({ username: role, role });
  const { territoryId } = stage;
  await importBasemap(stage.database.db, { territoryId, kind: "road", collection: ROAD });
});
afterAll(() => stage?.stop());

/** A wide road through the middle of a row of lanes. */
const ROAD: Parameters<typeof importBasemap>[1]["collection"] = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { class: "arterial", name: "试验路" },
      geometry: { type: "LineString", coordinates: [townPosition(0, 2.25), townPosition(8, 2.25)] },
    },
  ],
};

/** The lines of old beside new in the dialog that is open, each as one text. */
async function linesIn(page: Page): Promise<string[]> {
  const report = page.getByRole("dialog").getByRole("region", { name: "影响" });
  await report.waitFor();
  const lines = await report.locator(".planner__record-grid, .planner__record-field").allInnerTexts();
  return lines.map((line) => line.replaceAll(/\s+/g, " ").trim());
}

/** Fills the form of the grid that is selected; keys are the words above the fields. */
async function record(page: Page, said: Readonly<Record<string, string>>): Promise<void> {
  await press(page, "修改登记");
  for (const [words, text] of Object.entries(said))
    await page.getByRole("form").getByLabel(words, { exact: true }).fill(text);
}

test("R18 who approves or restores sees old beside new also where no ground moves, and what would be restored before it is", async () => {
  const page = await stage.open("planner");
  await beginDraft(page, "登记更正（试验）");
  const hash = new URL(page.url()).hash;
  await click(page, [3.5, 2.5]);
  for (const wrong of ["-1", "3.5", "1000001"]) {
    await record(page, { 户数: wrong });
    await page.getByText("户数要写 0 到 1000000 的整数；没有登记就留空").waitFor();
    expect(await page.getByRole("form").getByRole("button", { name: /^确/ }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
  }
  await record(page, { 名称: "翠屏一弄", 编号: "CP-01", 网格长: "李四（示例）", 户数: "55" });
  expect(await axeFinds(page)).toEqual([]);
  await shoot(page, "review-0-form");
  await page.keyboard.press("Enter");
  await stepsAre(page, 1);
  await page.getByText("李四（示例）").waitFor();
  await isSaved(page);
  await page.getByRole("tab", { name: "影响" }).click();
  await page.getByText("登记前后对照（1 个网格）").waitFor();
  await shoot(page, "review-1-panel");
  await press(page, "提交");
  const said = [
    "翠屏一弄 CP-01",
    "编号 LANE-3-2 → CP-01",
    `名称 ${createTown().find(({ externalId }) => externalId === "lane-3-2")!.name} → 翠屏一弄`, // of the town
    "网格长 未登记 → 李四（示例）",
    "户数 40 → 55",
  ];
  expect(await linesIn(page)).toEqual(said);
  await press(page, "确认");
  await page.getByText("待批准", { exact: true }).waitFor();

  const chief = await stage.open("administrator", { path: `/planner/${hash}` });
  await isPainted(chief);
  await press(chief, "批准");
  expect(await linesIn(chief)).toEqual(said);
  await chief.getByText("登记改动的网格 1 个：编号 1 处、名称 1 处、网格长 1 处、户数 1 处").waitFor();
  await chief.getByText("界线不变：没有地块、住户、事件改属其他网格").waitFor();
  expect(await chief.getByRole("dialog").getByRole("row", { name: "户数 40 55 +15" }).count()).toBe(1);
  expect(await axeFinds(chief)).toEqual([]);
  await shoot(chief, "review-2-approve");
  await chief.keyboard.press("Escape");
  await putIntoForce(chief);

  await press(chief, "草案与版本");
  await press(chief, "恢复到此版");
  const [title, ...fields] = said;
  expect(title).toBe("翠屏一弄 CP-01");
  const back = fields.map((line) => line.replace(/^(\S+) (.+) → (.+)$/, "$1 $3 → $2"));
  expect((await linesIn(chief)).slice(1)).toEqual(back);
  expect(await axeFinds(chief)).toEqual([]);
  await chief.getByLabel("恢复的理由").fill("登记有误（试验）");
  await shoot(chief, "review-3-restore");
  await press(chief, "确认");
  await chief.getByText("基于第 3 版", { exact: true }).waitFor();
  expect(stage.faults).toEqual([]);
}, 300_000);

test("R18 the review names whose ground a new grid takes and who takes that of one that goes", async () => {
  const page = await stage.open("planner");
  await beginDraft(page, "切分与合并（试验）");
  await page.keyboard.press("c");
  await click(page, [0, 0.5], [1, 0.5]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await stepsAre(page, 1);
  await page.keyboard.press("m");
  await click(page, [4.5, 0.5], [5.5, 0.5]);
  await page.keyboard.press("Enter");
  await stepsAre(page, 2);
  await isSaved(page);
  await press(page, "提交");
  const lines = await linesIn(page);
  const names = new Map(createTown().map(({ externalId, name }) => [externalId, name]));
  expect(lines).toContain(
    `${names.get("lane-0-0")}-2 LANE-0-0-2 新增 划自 ${names.get("lane-0-0")}（LANE-0-0）`,
  );
  expect(lines).toContain(`${names.get("lane-5-0")} LANE-5-0 撤销 并入 ${names.get("lane-4-0")}（LANE-4-0）`);
  await shoot(page, "review-4-submit");
  expect(stage.faults).toEqual([]);
}, 120_000);

test("who has a draft open hears who has drawn on it or moved it along, and what is shown changes only when they say so", async () => {
  const page = await stage.open("planner");
  await beginDraft(page, "一起看（试验）");
  const chief = await stage.open("administrator", { path: `/planner/${new URL(page.url()).hash}` });
  await isPainted(chief);
  await click(page, [6.5, 3.5]);
  await record(page, { 户数: "41" });
  await page.keyboard.press("Enter");
  await isSaved(page);
  await chief.getByText("planner（试验）刚刚又改了 1 处，这里还是之前的样子。", { exact: true }).waitFor();
  expect(await chief.getByText("改动 1 步", { exact: true }).count()).toBe(0);
  await press(chief, "载入最新");
  await stepsAre(chief, 1);
  await press(page, "提交");
  await press(page, "确认");
  await page.getByText("待批准", { exact: true }).waitFor();
  await chief.getByText("planner（试验）刚刚提交了这份草案。", { exact: true }).waitFor();
  expect(await axeFinds(chief)).toEqual([]);
  await shoot(chief, "review-5-news");
  await press(chief, "载入最新");
  await press(chief, "退回");
  await chief.getByLabel("退回的理由").fill("户数再核（试验）");
  await press(chief, "确认");
  await page.getByText("administrator（试验）刚刚退回了这份草案。", { exact: true }).waitFor();
  expect(await page.getByText(/planner（试验）刚刚/).count()).toBe(0); // one's own doing is no news
  expect(stage.faults).toEqual([]);
}, 200_000);

/** What is drawn at a place of the town, red, green and blue. */
async function colourAt(page: Page, place: readonly [number, number]): Promise<number[]> {
  const [x, y] = await pixelOf(page, place);
  const png = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const pen = document.createElement("canvas").getContext("2d")!; // every browser has one
      pen.drawImage(image, 0, 0);
      return Array.from(pen.getImageData(0, 0, 1, 1).data.subarray(0, 3));
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
}

test("roads are drawn above the tints of grids in their own colour, and borders above roads", async () => {
  const page = await stage.open("planner");
  await isPainted(page);
  await page.locator(".planner__canvas[data-map-idle]").waitFor();
  const road = await colourAt(page, [0.15, 2.25]);
  expect(road).toEqual([0xf5, 0xcf, 0x7c]); // theme.ts
  expect(await colourAt(page, [0.15, 2.6])).not.toEqual(road);
  expect(await colourAt(page, [4, 2.25])).not.toEqual(road); // the border of two communities
  await shoot(page, "review-6-road");
  expect(stage.faults).toEqual([]);
}, 120_000);
