import { insertGrant, inTransaction } from "@getu/store";
import { drawSteps, idsOfTown, publishAtOnce } from "@getu/store/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keptCopy, lookAt, report, takePhotos } from "./leader-phone.ts";
import { startStreetWithPhone, takeUpWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

/** What the phone keeps it has written a little later than it is shown (offline-copy.ts). */
const WRITTEN_AFTER_MS = 2_500;

let street: StreetWithPhone;
let gridOf: (externalId: string) => number;
let lamp: number;

beforeAll(async () => {
  street = await startStreetWithPhone();
  gridOf = await idsOfTown(street.database.db, street.territoryId);
  lamp = await street.call("6 幢门口的路灯不亮，晚上很黑");
  await takeUpWork(street);
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

/** Does the lamp from accepting to feeding back, where there is no network. */
async function feedBack(page: Page, words: string): Promise<void> {
  await page.goto(`${street.origin}/leader/#/case/${lamp}`);
  for (const name of ["接单", "开始处置", "反馈"])
    await page.getByRole("button", { name, exact: true }).click();
  await takePhotos(page, { 处置前: 2, 处置后: 3 });
  await page.getByLabel("处理结果").fill(words);
  await page.getByRole("button", { name: "确定反馈" }).click();
  await page.getByText("待发送：接单 → 开始处置 → 反馈").waitFor();
  await page.goto(`${street.origin}/leader/#/outbox`);
}

/** Sees whose the lamp is by now, and sends what was done there to them: with its words and its photos. */
async function handOn(page: Page): Promise<void> {
  const conflict = page.locator('.entry[data-state="conflict"]');
  await conflict.getByText("这里已划归 7 幢").waitFor();
  expect(await conflict.getByRole("button", { name: "按现在的情况重新发送" }).count()).toBe(0);
  expect(await page.getByText("前一步没有发出").count()).toBe(2);
  await conflict.getByRole("button", { name: "这件事的 3 步都不发了" }).waitFor();
  expect(await lookAt(page, "conflict-moved")).toEqual([]);
  await conflict.getByRole("button", { name: "作为新的上报发出" }).click();
  const handedOn = `SELECT grid_current, (SELECT count(*)::integer FROM incident_photo AS photo
    WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS photos
    FROM incident WHERE summary = '（原 ${lamp} 号事件）换了灯泡'`;
  await expect
    .poll(() => street.ask(handedOn), { timeout: 30_000 })
    .toEqual([{ grid_current: gridOf("lane-1-2"), photos: 2 }]);
  await conflict.waitFor({ state: "detached" });
}

/** Reads what came and what went, on the page and on its map, also after the phone was switched off and on. */
async function readWhatMoved(page: Page): Promise<void> {
  const gone = page.getByRole("alert").getByText(/划出约 [\d,]+ 平方米，在办 1 件/);
  await gone.waitFor();
  await page.getByText(/^划入约 [\d,]+ 平方米$/).waitFor();
  await page.getByRole("link", { name: "在地图上看" }).click();
  await page.reload();
  await gone.waitFor();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  for (const words of ["划入", "划出", "原来的边界"])
    await page.locator(".legend").getByText(words, { exact: true }).waitFor();
  expect(await lookAt(page, "boundary-moved-map")).toEqual([]);
  await page.goto(`${street.origin}/leader/#/outbox`);
}

test("whose boundary moved while there was no network is told so once, with what came and what went; what was noted before is where the new boundaries put it, and that is said; what was done there goes to whoever has the place now; the next report goes by the new ones, also without a network", async () => {
  const { database, territoryId } = street;
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  await street.wire.set("refuse");
  await report(page, { typed: "ldbl", chip: "路灯不亮", words: "后门的灯", number: 1 });
  await feedBack(page, "换了灯泡");
  const exchange = { kind: "exchange", one: gridOf("lane-1-1"), other: gridOf("lane-1-2") } as const;
  await publishAtOnce(database.db, territoryId, await drawSteps(database.db, territoryId, [exchange]));
  const ground = `SELECT grid_current FROM incident WHERE id = ${lamp}`;
  expect(await street.ask(ground)).toEqual([{ grid_current: gridOf("lane-1-2") }]);
  await street.wire.set("ok");
  await page.evaluate(() => dispatchEvent(new Event("online")));

  await page.getByText("网格边界已更新").waitFor();
  await page
    .getByRole("alert")
    .getByText(new RegExp(`#${lamp} 路灯不亮.*这里已划归 7 幢`))
    .waitFor();
  await page.getByText("边界有调整：记下时在6 幢，服务器判定归7 幢").waitFor();
  expect(await lookAt(page, "boundary-moved")).toEqual([]);
  expect(await street.ask("SELECT grid_current FROM incident WHERE summary = '后门的灯'")).toEqual([
    { grid_current: gridOf("lane-1-2") },
  ]);
  await readWhatMoved(page);
  await handOn(page);
  await page.getByRole("button", { name: "知道了" }).click();
  await page.waitForTimeout(WRITTEN_AFTER_MS);
  await street.wire.set("refuse");
  await page.reload();
  await page.getByRole("heading", { name: "待发" }).waitFor();
  expect(await page.getByText("网格边界已更新").count()).toBe(0);
  await page.getByRole("link", { name: /^上报/ }).click();
  await page.locator(".place", { hasText: "在相邻的7 幢，不是您的网格" }).waitFor();
  await page.close();
  expect(street.faults).toEqual([]);
});

test("whose grid was merged away is told since when, who has its ground and answers there, and can read what waits to be sent", async () => {
  const { database, territoryId } = street;
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByRole("heading", { name: "我的在办" }).waitFor();
  await street.wire.set("refuse");
  await report(page, { typed: "小广告", chip: "小广告", words: "单元门上贴满", number: 3 });
  const [keep, absorb] = [gridOf("lane-1-2"), gridOf("lane-1-1")];
  const heir = { code: "LANE-1-2", name: "7 幢", leaderName: "陈立新（试验）", households: 80 };
  const steps = [
    { kind: "describe", grid: keep, ...heir } as const,
    { kind: "merge", keep, absorb } as const,
  ];
  await publishAtOnce(database.db, territoryId, await drawSteps(database.db, territoryId, steps));
  await street.wire.set("ok");
  await page.reload();
  await page.getByText(/起网格边界有调整：您的“6 幢”已并入“7 幢”（网格长：陈立新（试验））。/).waitFor();
  await page.getByText("还有 1 条记录没有发出").click();
  await page.getByText("单元门上贴满").waitFor();
  expect(await lookAt(page, "grid-merged-away")).toEqual([]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("whose role changes is told so while the page is open; who has none any more is told what still waits, and nothing of it is lost", async () => {
  const [leader] = await street.ask<{ id: string }>("SELECT id FROM person WHERE username = 'leader'");
  const give = () =>
    inTransaction(street.database.db, (tx) =>
      insertGrant(tx, {
        personId: leader!.id,
        role: "secretary",
        territoryId: street.territoryId,
        gridId: gridOf("community-0"),
        grantedBy: "the test",
      }),
    );
  const page = await street.openPage();
  await inTransaction(street.database.db, (tx) =>
    insertGrant(tx, {
      personId: leader!.id,
      role: "leader",
      territoryId: street.territoryId,
      gridId: gridOf("lane-1-2"),
      grantedBy: "the test",
    }),
  );
  await page.goto(`${street.origin}/leader/`);
  await page.getByRole("heading", { name: "我的在办" }).waitFor();
  await expect
    .poll(() => street.ask("SELECT FROM incident WHERE summary = '单元门上贴满'"), { timeout: 60_000 })
    .toHaveLength(1); // what waited while there was no grid
  await give();
  await page.getByText("您的角色或负责的网格有变动").waitFor();
  expect(await lookAt(page, "role-changed")).toEqual([]);
  await page.getByRole("button", { name: "知道了" }).click();

  await street.wire.set("refuse");
  await report(page, { typed: "小广告", chip: "小广告", words: "电梯厅贴满", number: 2 });
  await street.ask(`UPDATE role_grant SET revoked_at = clock_timestamp(), revoked_by = 'the test'
    WHERE person_id = '${leader!.id}'`);
  await street.wire.set("ok");
  await page.reload();
  await page.getByText("还有 1 条记录没有发出").waitFor();
  expect(await lookAt(page, "no-role")).toEqual([]);
  await expect.poll(() => keptCopy(page)).not.toContain("路灯"); // T36: what the role gave is gone with it
  expect(await street.ask("SELECT FROM incident WHERE summary = '电梯厅贴满'")).toEqual([]);
  await give(); // the page asks by itself
  await expect
    .poll(async () => (await street.ask("SELECT FROM incident WHERE summary = '电梯厅贴满'")).length, {
      timeout: 60_000,
    })
    .toBe(1);
  await page.close();
  expect(street.faults).toEqual([]);
});
