import { townPosition } from "@getu/store/testing";
import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keptCopy, lookAt, photo, report, signIn, takePhotos } from "./leader-phone.ts";
import { SPOT } from "./leader-street.ts";
import { startStreetAtWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetAtWork();
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

/** Accepts an incident where there is no network, while the dispatcher corrects it; gives the entry that says so. */
async function acceptTooLate(page: Page, id: number): Promise<Locator> {
  await page.goto(`${street.origin}/leader/#/case/${id}`);
  const accept = page.getByRole("button", { name: "接单", exact: true });
  await accept.waitFor();
  await street.wire.set("refuse");
  await accept.click();
  await page.getByText("待发送：接单").waitFor();
  await street.act(id, {
    action: "recategorise",
    reason: "整条路都不亮",
    classification: { category: "street-light", condition: "road" },
  });
  await street.wire.set("ok");
  await page.getByRole("link", { name: /^待发/ }).click();
  return page.locator('.entry[data-state="conflict"]');
}

test("after one visit the page can be installed, and begins without a network with all that it knew", async () => {
  await street.wire.set("refuse");
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").waitFor();
  await page.getByRole("link", { name: "6 幢 1 单元" }).waitFor();
  await page.getByText("服务器没有应答，显示的是").waitFor();
  expect(await lookAt(page, "begun-offline")).toEqual([]);
  await street.wire.set("ok");
  const session = await street.phone.newCDPSession(page);
  const { errors } = await session.send("Page.getAppManifest");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect([errors, installabilityErrors]).toEqual([[], []]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("on either phone every page is whole, within reach of a thumb and of a blind reader, and drawn by the map's own code only where there is a map", async () => {
  const page = await street.openPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  const found = await street.comeUpon("6 幢西侧的路灯杆歪了");
  const others = page.getByRole("region", { name: "网格里的其他在办" });
  const its = `a[href="#/case/${found}"]`;
  await others.locator(its, { hasText: /路灯不亮.*巡查.*\d\d:\d\d上报/ }).waitFor();
  expect(await page.locator(its).count()).toBe(1); // it is somebody else's work
  for (const [link, mark, name] of [
    ["上报", ".place", "report"],
    ["待发", "h1", "outbox-empty"],
    ["我的", '.calls[data-state="no-key"]', "me"],
    ["今日", ".work .next", "today"],
  ] as const) {
    await page
      .getByRole("link", { name: new RegExp(`^${link}`) })
      .last()
      .click();
    await page.locator(mark).first().waitFor();
    expect(await lookAt(page, name), link).toEqual([]);
  }
  await page.locator(".work").first().click();
  await page.locator(".facts dd", { hasText: /等.*6 幢.*接手，自 / }).waitFor();
  expect(await lookAt(page, "case")).toEqual([]);
  for (const [path, mark, name] of [
    ["visits", "a.line", "visits-all"],
    ["case/987654", ".empty", "case-unknown"],
    ["visit/987654", ".empty", "visit-unknown"],
  ] as const) {
    await page.goto(`${street.origin}/leader/#/${path}`);
    await page.locator(mark).first().waitFor();
    expect(await lookAt(page, name), path).toEqual([]);
  }
  expect(asked.filter((url) => url.includes("maplibre") || url.includes("grid-map"))).toEqual([]);
  await page.getByRole("link", { name: "地图", exact: true }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await page.locator(".mark").first().waitFor();
  expect(await lookAt(page, "map")).toEqual([]);
  await page.close();
  expect(street.faults).toEqual([]);
});

/** How many points of the map the circle of a position lies over: reddish, and paler than the pin in its middle. */
async function countReddish(page: Page): Promise<number> {
  const picture = await page.locator(".map").screenshot();
  const { data: bytes, info } = await sharp(picture)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let at = 0; at < bytes.length; at += info.channels) {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(at, at + 3);
    if (red - green > 5 && red - blue > 5 && green > 140) count += 1;
  }
  return count;
}

/** Has a page note how it asks where the phone is. */
const noteLocating = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const located: string[] = [];
    Object.assign(window, { located });
    for (const way of ["getCurrentPosition", "watchPosition"] as const) {
      const own = Geolocation.prototype[way];
      Object.defineProperty(Geolocation.prototype, way, {
        value(this: Geolocation, ...given: Parameters<Geolocation["getCurrentPosition"]>) {
          located.push(way);
          return Reflect.apply(own, this, given) as unknown;
        },
      });
    }
  });
const located = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { located: string[] }).located);

test("where the phone is it asks once when a report is opened and never else; the report says whose the place is and how sure, what is open near it, and takes another one from the map", async () => {
  const page = await street.openPage();
  await noteLocating(page);
  await page.goto(`${street.origin}/leader/`);
  for (const path of ["today", "visits", "outbox", "me", "map"]) {
    await page.goto(`${street.origin}/leader/#/${path}`);
    await page.locator(path === "map" ? ".map" : "h1").waitFor();
  }
  expect(await located(page)).toEqual([]);
  await page.goto(`${street.origin}/leader/#/report`);
  await page.locator('.place[data-sure="sure"]', { hasText: "在6 幢" }).waitFor();
  expect(await located(page)).toEqual(["getCurrentPosition"]);
  await page.getByText("不记录轨迹、里程").waitFor();
  await page.locator(".near", { hasText: "路灯不亮" }).waitFor();
  await page.getByRole("button", { name: "在地图上改" }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  expect(await lookAt(page, "report-map")).toEqual([]);
  const small = await countReddish(page);
  await page.locator(".map").click({ position: { x: 60, y: 90 } });
  await page.getByText("地图上点的位置").waitFor();

  const [longitude, latitude] = townPosition(1.5, 1.9);
  await street.phone.setGeolocation({ longitude, latitude, accuracy: 40 });
  await page.reload();
  await page.getByText("地图上点的位置").waitFor();
  await page.getByRole("button", { name: "重新定位" }).click();
  await page.locator('.place[data-sure="unsure"]', { hasText: "也可能归7 幢" }).waitFor();
  await page.getByText("误差约 40 米").waitFor();
  await page.getByRole("button", { name: "在地图上改" }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  // Four times as far off is sixteen times as much ground.
  await expect.poll(() => countReddish(page)).toBeGreaterThan(8 * small);
  await page.getByRole("button", { name: "上报", exact: true }).click();
  const lacking = (await page.getByText("请选是什么事").boundingBox())!; // waits until it is there
  const send = (await page.getByRole("button", { name: "上报", exact: true }).boundingBox())!;
  expect([lacking.y > 0, lacking.y + lacking.height < send.y]).toEqual([true, true]); // it is seen
  expect(await lookAt(page, "report-unsure")).toEqual([]);
  await street.phone.setGeolocation({ longitude: SPOT[0], latitude: SPOT[1], accuracy: 9 });
  await page.close();
  expect(street.faults).toEqual([]);
});

test("a report takes four touches: its page, a photo, what is usual here, and send; the browser is asked to keep what is written", async () => {
  const page = await street.openPage();
  await page.addInitScript(() => {
    StorageManager.prototype.persist = () => {
      document.documentElement.dataset["persist"] = "asked";
      return Promise.resolve(true);
    };
  });
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  const begunMs = Date.now();
  await page.getByRole("link", { name: /^上报/ }).click();
  await takePhotos(page, { 拍照: 1 });
  await page.getByRole("button", { name: "路灯不亮", exact: true }).click();
  expect(await lookAt(page, "report-ready")).toEqual([]);
  await page.getByRole("button", { name: "上报", exact: true }).click();
  await page.locator('.entry[data-state="sent"]').waitFor();
  expect(await page.locator("html").getAttribute("data-persist")).toBe("asked");
  console.log(`a report was written, looked at and sent in ${Date.now() - begunMs} ms`);
  expect(await lookAt(page, "outbox-sent")).toEqual([]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("T16 what waits is sent once although two tabs of the browser could send it", async () => {
  const [page, other] = [await street.openPage(), await street.openPage()];
  await other.goto(`${street.origin}/leader/#/outbox`);
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  const written = ["两个页签之一", "两个页签之二"];
  for (const [place, words] of written.entries())
    await report(page, { typed: "小广告", chip: "小广告", words, number: place + 1 });
  for (const words of written) await other.locator(".entry", { hasText: words }).waitFor();
  await street.wire.set("ok");
  for (const tab of [page, other]) await tab.evaluate(() => dispatchEvent(new Event("online")));
  for (const tab of [page, other])
    for (const words of written)
      await tab.locator('.entry[data-state="sent"]', { hasText: words }).waitFor({ timeout: 60_000 });
  const filed = await street.ask(
    `SELECT summary FROM incident WHERE summary LIKE '两个页签%' ORDER BY occurred_at`,
  );
  expect(filed).toEqual(written.map((summary) => ({ summary })));
  await page.close();
  await other.close();
  expect(street.faults).toEqual([]);
});

/** From now on this phone takes as long to read a photo as is wanted; gives what lets it go on. */
async function holdPhotos(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const read = createImageBitmap.bind(globalThis);
    const { promise, resolve } = Promise.withResolvers<void>();
    const createLate = (...given: [Blob, ImageBitmapOptions]) => promise.then(() => read(...given));
    Object.assign(globalThis, { createImageBitmap: createLate, letPhotosGo: resolve });
  });
  return () => page.evaluate(() => (globalThis as unknown as { letPhotosGo: () => void }).letPhotosGo());
}

test("what is fed back waits for a photo that is still being made smaller, and goes with it", async () => {
  const dark = await street.call("6 幢南侧的路灯不亮");
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/case/${dark}`);
  await page.getByRole("button", { name: "接单", exact: true }).click();
  await page.getByRole("button", { name: "开始处置", exact: true }).click();
  await page.getByRole("button", { name: "反馈", exact: true }).click();
  await page.getByLabel("处理结果").fill("换了灯泡，已亮");
  const letPhotosGo = await holdPhotos(page);
  const after = page.locator("label.photo--add", { hasText: "处置后" }).locator("input");
  await after.setInputFiles({ name: "after.jpg", mimeType: "image/jpeg", buffer: await photo(1) });
  const waiting = page.getByRole("button", { name: "照片处理中…" });
  await waiting.waitFor();
  expect(await waiting.isDisabled()).toBe(true);
  expect(await lookAt(page, "photo-in-work")).toEqual([]);
  await letPhotosGo();
  await page.getByRole("button", { name: "确定反馈" }).click();
  const shown = `SELECT kind FROM incident_photo WHERE incident_id = ${dark} AND state = 'attached'`;
  await expect.poll(() => street.ask(shown), { timeout: 30_000 }).toEqual([{ kind: "after" }]);
  const last = `SELECT action FROM incident_step WHERE incident_id = ${dark} ORDER BY ordinal DESC LIMIT 1`;
  expect(await street.ask(last)).toEqual([{ action: "feed-back" }]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("T16 what somebody else has done meanwhile is shown beside what one noted, and a session that ended keeps what waits", async () => {
  const flicker = await street.call("6 幢东侧的路灯一闪一闪");
  const page = await street.openPage();
  const stuck = await acceptTooLate(page, flicker);
  await stuck.locator("dd", { hasText: "更正" }).waitFor();
  expect(await lookAt(page, "conflict")).toEqual([]);
  await stuck.getByRole("button", { name: "按现在的情况重新发送" }).click();
  await stuck.waitFor({ state: "detached" });
  const stepsOf = `SELECT action FROM incident_step WHERE incident_id = ${flicker} ORDER BY ordinal OFFSET 3`;
  await expect
    .poll(() => street.ask(stepsOf), { timeout: 30_000 })
    .toEqual([{ action: "recategorise" }, { action: "accept" }]);

  await page.goto(`${street.origin}/leader/#/case/${flicker}`);
  await page.getByRole("button", { name: "上报上级", exact: true }).waitFor();
  await street.wire.set("refuse");
  await page.getByRole("button", { name: "上报上级", exact: true }).click();
  expect(await lookAt(page, "hand-up")).toEqual([]);
  await page.getByRole("button", { name: "需要上级协调部门" }).click();
  await page.getByText(/待发送.*上报上级/).waitFor();
  await street.ask("DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE username = 'leader')");
  await street.wire.set("ok");
  await page.reload();
  await page.getByText("还有 1 条记录等着发送").waitFor();
  expect(await lookAt(page, "door")).toEqual([]);
  await expect.poll(() => keptCopy(page)).not.toContain("路灯"); // T50: what the sign-in gave is over with it
  await signIn(page, street.origin);
  await expect
    .poll(async () => (await street.ask(stepsOf)).at(-1), { timeout: 30_000 })
    .toEqual({ action: "hand-up" });
  await page.goto(`${street.origin}/leader/#/case/${flicker}`);
  await page.locator(".facts dd", { hasText: /柳溪1村.*自 / }).waitFor(); // who has it now
  await page.close();
  expect(street.faults).toEqual([]);
});

test("T50 who signs out is told first how much waits; that alone stays on the phone, sealed, and nothing opens it", async () => {
  const another = await street.call("6 幢后门的路灯不亮");
  const page = await street.openPage();
  const stuck = await acceptTooLate(page, another);
  await stuck.waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByText("还有 1 条没有发出").waitFor();
  expect(await lookAt(page, "sign-out")).toEqual([]);
  await page.getByRole("button", { name: "退出，留在手机里" }).click();
  await page.getByLabel("用户名").waitFor();
  await page.getByText("还有 1 条记录等着发送").waitFor();
  const left = await page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const all = <Rows>(asked: IDBRequest<Rows>): Promise<Rows> =>
      new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const names = await all(tables.transaction("sealed").objectStore("sealed").getAllKeys());
    const keys = await all(tables.transaction("keys").objectStore("keys").getAll());
    tables.close();
    return { names: names.map(String), keys: keys.filter((row: object) => "key" in row).length };
  });
  const kinds = left.names.map((name) => name.split("/")[1]!);
  expect(kinds.filter((kind) => kind === "entry")).toHaveLength(1);
  expect(kinds.filter((kind) => !["entry", "draft", "known-ground", "picture"].includes(kind))).toEqual([]);
  expect(left.keys).toBe(0);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("T50 who signs out in one tab has signed out in all: another one shows nothing of it any more, and nothing comes back with the next who signs in", async () => {
  const lamp = await street.call("6 幢西侧的路灯不亮");
  await street.ask("DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE username = 'leader')");
  const page = await street.openPage();
  await signIn(page, street.origin);
  const other = await street.openPage();
  const stuck = await acceptTooLate(page, lamp);
  await stuck.first().waitFor(); // what waits from before is still there
  await other.goto(`${street.origin}/leader/#/outbox`);
  await other.locator('.entry[data-state="conflict"]').first().waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await Promise.all([
    other.waitForEvent("load"),
    page.getByRole("button", { name: "退出，留在手机里" }).click(),
  ]);
  await other.getByLabel("用户名").waitFor();
  expect(await other.locator(".entry").count()).toBe(0);
  await page.getByLabel("用户名").waitFor();
  await signIn(page, street.origin, "neighbour");
  await other.goto(`${street.origin}/leader/#/outbox`);
  await other.reload();
  await other.getByText("没有待发的记录").waitFor();
  expect(await other.locator(".entry").count()).toBe(0);
  await other.goto(`${street.origin}/leader/#/case/${lamp}`);
  await other.getByText("离线内容里没有这件事件").waitFor();
  await page.close();
  await other.close();
  expect(street.faults).toEqual([]);
});
