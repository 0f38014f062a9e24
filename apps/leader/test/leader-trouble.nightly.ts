import { townPosition } from "@getu/store/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAt, photo, report, signIn, takePhotos } from "./leader-phone.ts";
import { startStreetAtWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetAtWork();
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

/** What was filed with these words, by whom and with how many photos. */
const filed = (words: string) =>
  street.ask<{
    username: string;
    photos: number;
  }>(`SELECT username, (SELECT count(*)::integer FROM incident_photo AS photo
      WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS photos
    FROM incident JOIN incident_step AS step ON step.incident_id = incident.id AND step.action = 'report'
    JOIN person ON 'person:' || person.id = step.actor_id WHERE summary = '${words}'`);

const goOnline = (page: Page): Promise<unknown> => page.evaluate(() => dispatchEvent(new Event("online")));

/** From now on, and until it is set to false, this phone writes nothing: it is full. */
const setFull = (page: Page, isFull: boolean): Promise<unknown> =>
  page.evaluate((full) => {
    const page = globalThis as { kept?: object };
    const methodOf = (name: "put" | "add"): unknown => Reflect.get(IDBObjectStore.prototype, name);
    const kept = (page.kept ??= { put: methodOf("put"), add: methodOf("add") });
    const refuse = (): never => {
      throw new DOMException("the phone is full", "QuotaExceededError");
    };
    Object.assign(IDBObjectStore.prototype, full ? { put: refuse, add: refuse } : kept);
  }, isFull);

test("on a phone that is full nobody is told that something was kept: what was written stays on the page, and goes once when there is room", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/report`);
  await takePhotos(page, { 拍照: 1 });
  await page.getByRole("searchbox").fill("小广告");
  await page.getByRole("button", { name: "小广告", exact: true }).click();
  await page.getByLabel("补充说明").fill("手机满了");
  await setFull(page, true);
  const more = page.locator("label.photo--add input");
  await more.setInputFiles({ name: "2.jpg", mimeType: "image/jpeg", buffer: await photo(2) });
  await page.getByText("照片没有存进手机").waitFor();
  const send = page.getByRole("button", { name: "上报", exact: true });
  await send.click();
  await page.getByText("没有存进手机，可能是空间已满。您写的").waitFor();
  expect(await lookAt(page, "not-kept")).toEqual([]);
  expect(await page.getByLabel("补充说明").inputValue()).toBe("手机满了");
  await setFull(page, false);
  await send.click();
  await page.getByRole("heading", { name: "待发" }).waitFor();
  await expect
    .poll(() => filed("手机满了"), { timeout: 30_000 })
    .toEqual([{ username: "leader", photos: 1 }]);
  await page.close();
});

test("T16 a phone that fills up while it sends goes on once there is room, and nothing was sent twice", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  for (const [place, words] of ["满之前", "满之后"].entries())
    await report(page, { typed: "小广告", chip: "小广告", words, number: place + 1 });
  await setFull(page, true);
  await street.wire.set("ok");
  await goOnline(page);
  await page.waitForTimeout(6_000); // it tries in vain: nothing can be written down of it
  await setFull(page, false);
  await goOnline(page);
  for (const words of ["满之前", "满之后"]) {
    await page.locator('.entry[data-state="sent"]', { hasText: words }).waitFor({ timeout: 60_000 });
    expect(await filed(words)).toEqual([{ username: "leader", photos: 1 }]);
  }
  await page.close();
});

test("a browser that lets nothing be kept is told so instead of opening for ever", async () => {
  const page = await street.openPage();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not here", "SecurityError");
    };
  });
  await page.goto(`${street.origin}/leader/`);
  await page.getByText("这个浏览器不让本页保存内容").waitFor();
  expect(await lookAt(page, "cannot-keep")).toEqual([]);
  await page.close();
});

/** How many pictures the phone keeps. */
const countPictures = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const asked = tables.transaction("sealed").objectStore("sealed").getAllKeys();
    const names = await new Promise<unknown[]>((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    tables.close();
    return names.filter((name) => String(name).includes("/picture/")).length;
  });

test("what was half written is there when the phone is switched on again, although it knows at once where it is; a spot that somebody has pointed at stays, until they ask anew", async () => {
  const page = await street.openPage();
  await page.addInitScript(() => {
    const coords = { longitude: 0, latitude: 0, accuracy: 7 };
    Geolocation.prototype.getCurrentPosition = (take) => {
      const [longitude = 0, latitude = 0] = (localStorage.getItem("test-spot") ?? "").split(" ").map(Number);
      take({ coords: { ...coords, longitude, latitude } } as unknown as GeolocationPosition);
    };
  });
  const stand = (spot: readonly number[]): Promise<unknown> =>
    page.evaluate((text) => localStorage.setItem("test-spot", text), spot.join(" "));
  await page.goto(`${street.origin}/leader/`);
  await stand(townPosition(1.5, 1.5));
  await page.goto(`${street.origin}/leader/#/report`);
  await page.locator(".place", { hasText: "在6 幢" }).waitFor();
  await page.getByLabel("补充说明").fill("写了一半");
  await takePhotos(page, { 拍照: 1 });
  await stand(townPosition(1.5, 2.5)); // one grid on
  await page.reload();
  await page.locator(".photo img").waitFor();
  expect(await page.getByLabel("补充说明").inputValue()).toBe("写了一半");
  await page.locator(".place", { hasText: "在6 幢" }).waitFor();
  await page.getByRole("button", { name: "重新定位" }).click();
  await page.locator(".place", { hasText: "在相邻的7 幢" }).waitFor();
  await page.getByLabel("补充说明").fill("");
  await page.getByRole("button", { name: "删除第 1 张照片" }).click();
  await expect.poll(() => countPictures(page)).toBe(0); // it is written down a moment after it is seen
  await stand(townPosition(1.5, 1.5));
  await page.reload();
  await page.locator(".place", { hasText: "在6 幢" }).waitFor(); // nothing was left of it but the place
  await page.close();
});

test("a photo that a proxy does not take goes smaller; one that nobody can open is not taken; one that the server refuses stops its report no longer than somebody wants", async () => {
  const page = await street.openPage();
  const sizes: number[] = [];
  await page.route(/\/photos\?kind=near$/, async (route) => {
    const { length } = route.request().postDataBuffer() ?? Buffer.alloc(0);
    sizes.push(length);
    await (sizes.length === 1
      ? route.fulfill({ status: 413, body: "<html>too large</html>" })
      : route.continue());
  });
  await page.goto(`${street.origin}/leader/#/report`);
  const take = page.locator("label.photo--add input");
  const noPicture = Buffer.from("no picture");
  for (const [name, mimeType] of [
    ["1.heic", "image/heic"],
    ["1.jpg", "image/jpeg"],
  ] as const) {
    await take.setInputFiles({ name, mimeType, buffer: noPicture });
    await page.getByText("这张图片打不开").waitFor();
    expect(await page.locator(".photo__remove").count()).toBe(0);
  }
  await report(page, { typed: "小广告", chip: "小广告", words: "代理嫌大", number: 1 });
  await expect
    .poll(() => filed("代理嫌大"), { timeout: 30_000 })
    .toEqual([{ username: "leader", photos: 1 }]);
  expect(sizes).toHaveLength(2);
  expect(sizes[1]).toBeLessThan(sizes[0]!);

  await page.unroute(/\/photos\?kind=near$/);
  const failure = { code: "PHOTO_DAMAGED" };
  await page.route(/\/photos\?kind=near$/, (route) =>
    route.fulfill({ status: 422, json: { error: { data: { failure } } } }),
  );
  await report(page, { typed: "小广告", chip: "小广告", words: "照片坏了", number: 2 });
  const refused = page.locator('.entry[data-state="refused"]', { hasText: "照片坏了" });
  await refused.waitFor();
  expect(await lookAt(page, "photo-refused")).toEqual([]);
  await refused.getByRole("button", { name: "不带照片发送" }).click();
  await expect
    .poll(() => filed("照片坏了"), { timeout: 30_000 })
    .toEqual([{ username: "leader", photos: 0 }]);
  await page.locator('.entry[data-state="sent"]', { hasText: "照片坏了" }).waitFor(); // the next test counts what waits
  await page.close();
});

/** Turns one bit of the last entry but one, as a fault of the phone's memory would. */
const damageEntry = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const sealed = tables.transaction("sealed", "readwrite").objectStore("sealed");
    const wait = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const names = ((await wait(sealed.getAllKeys())) as string[]).filter((name) => name.includes("/entry/"));
    const row = (await wait(sealed.get(names.at(-2)!))) as { bytes: ArrayBuffer }; // there are two
    new Uint8Array(row.bytes)[20]! ^= 1;
    await wait(sealed.put(row));
    tables.close();
  });

test("T16 an entry that cannot be read any more hides no other: it is said, the others go, and who signs out is asked first", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  for (const words of ["读不出来的", "读得出来的"])
    await report(page, { typed: "小广告", chip: "小广告", words, number: 1 });
  await damageEntry(page);
  await page.reload();
  await page.goto(`${street.origin}/leader/#/outbox`);
  await page.getByText("有 1 条没有发出的记录读不出来").waitFor();
  await page.locator(".entry", { hasText: "读得出来的" }).waitFor();
  expect(await page.locator(".tab__count").textContent()).toBe("2");
  expect(await lookAt(page, "outbox-unreadable")).toEqual([]);
  await street.wire.set("ok");
  await goOnline(page);
  await page.locator('.entry[data-state="sent"]', { hasText: "读得出来的" }).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByText("还有 1 条没有发出").waitFor();
  await page.getByRole("button", { name: "先不退出" }).click();
  await page.getByRole("link", { name: /^待发/ }).click();
  await page.getByRole("button", { name: "不发了，删除" }).click();
  await page.getByRole("button", { name: "确定删除，不再发送" }).click();
  await page.getByText("记录读不出来").waitFor({ state: "detached" });
  expect(await filed("读不出来的")).toEqual([]);
  await page.close();
});

/** Takes a kept picture off the phone, as a fault of its memory would. */
const losePicture = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const sealed = tables.transaction("sealed", "readwrite").objectStore("sealed");
    const asked = sealed.getAllKeys();
    const names = await new Promise<IDBValidKey[]>(
      (resolve) => (asked.onsuccess = () => resolve(asked.result)),
    );
    for (const name of names as string[]) if (name.includes("/picture/")) sealed.delete(name);
    await new Promise((resolve) => (sealed.transaction.oncomplete = resolve));
    tables.close();
  });

test("a report whose photo the phone has lost says so, and does not go without it unheard", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  await report(page, { typed: "小广告", chip: "小广告", words: "照片丢了", number: 1 });
  await losePicture(page);
  await street.wire.set("ok");
  await goOnline(page);
  const refused = page.locator('.entry[data-state="refused"]', { hasText: "照片丢了" });
  await refused.getByText("照片已损坏").waitFor();
  expect(await filed("照片丢了")).toEqual([]);
  await refused.getByRole("button", { name: "不带照片发送" }).click();
  await expect
    .poll(() => filed("照片丢了"), { timeout: 30_000 })
    .toEqual([{ username: "leader", photos: 0 }]);
  await page.close();
});

test("T16 T50 somebody else who signs in while the phone sends does not become who wrote it: what is left waits for its author, and the newcomer sees nothing of it", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  const [first, second] = ["换人之前", "换人之后"] as const;
  for (const [place, words] of [first, second].entries())
    await report(page, { typed: "小广告", chip: "小广告", words, number: place + 1 });
  await page.route(/\/trpc\/intake\.file/, async (route) => {
    if (route.request().postData()?.includes(second) === true) {
      const data = { username: "neighbour", password: "correct horse battery" };
      const headers = { origin: street.origin };
      await street.phone.request.post(`${street.origin}/auth/sign-in/username`, { data, headers }); // as the desk does
    }
    await route.continue();
  });
  await street.wire.set("ok");
  await goOnline(page);
  await page.getByText("还有另一位网格长未发送的 1 条记录").waitFor({ timeout: 60_000 });
  expect(await filed(first)).toEqual([{ username: "leader", photos: 1 }]);
  expect(await filed(second)).toEqual([]);
  await page.unroute(/\/trpc\/intake\.file/);
  await page.reload();
  await page.goto(`${street.origin}/leader/#/outbox`);
  await page.getByText("还有另一位网格长未发送的 1 条记录").waitFor();
  expect(await page.getByText(second).count()).toBe(0);
  expect(await page.locator(".tab__count").count()).toBe(0);
  expect(await page.getByText("您的角色或负责的网格有变动").count()).toBe(0); // it is not theirs that was another
  expect(await lookAt(page, "outbox-foreign")).toEqual([]);
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByText("另一位网格长还没有发出的 1 条会留在这部手机里").waitFor();
  await page.getByRole("button", { name: "退出登录" }).click(); // it asks nothing: nothing of theirs would be lost
  await page.getByText("还有 1 条记录等着发送").waitFor();
  await signIn(page, street.origin);
  await expect.poll(() => filed(second), { timeout: 60_000 }).toEqual([{ username: "leader", photos: 1 }]);
  await page.close();
});
