import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  kill,
  lookAt,
  openPhone,
  openVisit,
  report,
  shoot,
  signIn,
  takePhotos,
  writeVisit,
} from "./leader-phone.ts";
import { settleHouseholds } from "./leader-street.ts";
import { startStreetWithPhone, takeUpWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const MARKER = "PLANTED-7F3A";

let street: StreetWithPhone;
let lamp: number;

beforeAll(async () => {
  street = await startStreetWithPhone();
  lamp = await street.call("6 幢门口的路灯不亮，晚上很黑");
  await street.call("6 幢东侧的路灯一闪一闪");
  await settleHouseholds(street);
  await takeUpWork(street, 2);
});
afterAll(() => street?.stop());

/** All that the browser has written to disk. */
const stored = (): Buffer =>
  Buffer.concat(
    readdirSync(street.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /IndexedDB|Local Storage|Session Storage/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

/** Does a piece of work to its end, with photos from before and after. */
async function handle(page: Page, id: number): Promise<void> {
  await page.goto(`${street.origin}/leader/#/case/${id}`);
  await page.getByRole("button", { name: "接单", exact: true }).click();
  await page.getByRole("button", { name: "开始处置", exact: true }).click();
  await page.getByRole("button", { name: "反馈", exact: true }).click();
  await takePhotos(page, { 处置前: 4, 处置后: 5 });
  await page.getByLabel("处理结果").fill("换了灯泡，已亮");
  expect(await lookAt(page, "feed-back")).toEqual([]);
  await page.getByRole("button", { name: "确定反馈" }).click();
}

/** Goes on where the phone died: so many entries wait. */
async function startAgain(entries: number): Promise<Page> {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/outbox`);
  await expect.poll(() => page.locator(".entry").count(), { timeout: 20_000 }).toBe(entries);
  return page;
}

/** Has the server take every delivery and the phone not hear of it, the first time; says for how many. */
async function loseFirstAnswers(page: Page): Promise<() => number> {
  const lost = new Set<string>();
  await page.route(/\/trpc\/(?:intake\.file|incident\.act|visit\.record)/, async (route) => {
    const [key] = /"(?:requestId|idempotencyKey)":"\w+"/.exec(route.request().postData() ?? "")!; // each has one
    if (lost.has(key)) return route.continue();
    const taken = await route.fetch().catch(() => null); // the wire may break before
    if (taken?.ok() === true) lost.add(key);
    return route.abort("connectionreset");
  });
  return () => lost.size;
}

/** Has the network come back over a wire that breaks every quarter of a second at first. */
async function reconnect(page: Page): Promise<void> {
  const breaking = setInterval(() => {
    void street.wire.set("reset").then(() => street.wire.set("ok"));
  }, 250);
  await street.wire.set("ok");
  await page.waitForTimeout(1_500); // some of it gets through between two resets
  clearInterval(breaking);
  await street.wire.set("ok");
  await page.evaluate(() => setInterval(() => dispatchEvent(new Event("online")), 300)); // nobody waits for the next try
}

test("T16 T50 a day without a network: three reports with photos, one piece of work done and two visits, the phone dying twice, each once in the ledger and in order, and nothing to be read on the phone", async () => {
  let page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").nth(1).waitFor();

  await street.wire.set("refuse");
  await page.reload();
  await page.locator(".work").nth(1).waitFor();
  await report(page, { typed: "ldbl", chip: "路灯不亮", words: `${MARKER} 3 号楼后门`, number: 1 });
  const heard = { words: "电梯厅贴满", purpose: "走访登记" };
  await report(page, { typed: "小广告", chip: "小广告", number: 2, ...heard });
  await openVisit(page, street.origin, "6 幢 1 单元");
  await page.getByRole("button", { name: "一切正常" }).click();
  await page.getByRole("link", { name: /6 幢 1 单元.*待发送/ }).waitFor();
  await kill(page);

  page = await startAgain(3);
  await report(page, { typed: "jg", chip: "井盖缺失破损", words: "井盖响", number: 3 });
  await handle(page, lamp);
  await openVisit(page, street.origin, "6 幢 2 单元");
  await writeVisit(page);
  await shoot(page, "visit-written");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("link", { name: /6 幢 2 单元.*待发送/ }).waitFor();
  await shoot(page, "today-offline");
  await page.getByRole("link", { name: /^待发/ }).click();
  await expect.poll(() => page.locator(".entry").count()).toBe(8);
  await shoot(page, "outbox");
  await kill(page);
  const kept = stored();
  expect(kept.includes("entry/0000000001")).toBe(true); // it is the right place: names are nobody's words
  for (const secret of [MARKER, "JFIF", "换了灯泡", "加装扶手"])
    for (const coding of ["utf8", "utf16le"] as const)
      expect(kept.includes(Buffer.from(secret, coding)), `${secret} as ${coding}`).toBe(false);

  page = await startAgain(8);
  const countLost = await loseFirstAnswers(page);
  await reconnect(page);
  await expect.poll(() => page.locator('.entry[data-state="sent"]').count(), { timeout: 60_000 }).toBe(8);
  expect(countLost()).toBe(8);
  await shoot(page, "sent");
  await expectReports();
  await expectWorkDone();
  await expectVisits();
  await page.close();
  expect(street.faults).toEqual([]);
});

/** Of an incident, how many photos it has. */
const PHOTOS = `(SELECT count(*)::integer FROM incident_photo AS photo
  WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS photos`;

/** Beside the two that somebody called about, each once and with its photo. */
async function expectReports(): Promise<void> {
  const reports = await street.ask(
    `SELECT channel, summary, ${PHOTOS} FROM incident WHERE channel <> 'hotline' ORDER BY occurred_at`,
  );
  expect(reports).toEqual([
    { channel: "patrol", summary: `${MARKER} 3 号楼后门`, photos: 1 },
    { channel: "visit", summary: "电梯厅贴满", photos: 1 },
    { channel: "patrol", summary: "井盖响", photos: 1 },
    { channel: "visit", summary: "路灯不亮", photos: 1 },
  ]);
}

async function expectWorkDone(): Promise<void> {
  const steps = await street.ask<{ action: string }>(
    `SELECT action FROM incident_step WHERE incident_id = ${lamp} ORDER BY ordinal OFFSET 3`,
  );
  expect(steps.map(({ action }) => action)).toEqual(["accept", "start", "feed-back"]);
  const shown = await street.ask<{ kind: string }>(
    `SELECT kind FROM incident_photo WHERE incident_id = ${lamp} AND state = 'attached' ORDER BY kind`,
  );
  expect(shown.map(({ kind }) => kind)).toEqual(["after", "before"]);
}

/** One without anything, one with all that it yields. */
async function expectVisits(): Promise<void> {
  const visits =
    await street.ask(`SELECT cluster.name, outcome, noted.text AS note, incident.channel, incident.summary
    FROM visit JOIN household_cluster AS cluster ON cluster.id = visit.cluster_id
    LEFT JOIN visit_note AS noted ON noted.visit_id = visit.id LEFT JOIN incident ON incident.id = visit.incident_id ORDER BY cluster.name`);
  expect(visits).toEqual([
    { name: "6 幢 1 单元", outcome: "well", note: null, channel: null, summary: null },
    { name: "6 幢 2 单元", outcome: "matter", note: "楼道堆了纸箱", channel: "visit", summary: "路灯不亮" },
  ]);
  const needs =
    await street.ask(`SELECT cluster.name, kind, text FROM need JOIN need_word ON need_word.need_id = need.id JOIN visit ON visit.id = need.visit_id
    JOIN household_cluster AS cluster ON cluster.id = visit.cluster_id ORDER BY kind`);
  expect(needs).toEqual([
    { name: "6 幢 2 单元", kind: "demand", text: "希望楼道加装扶手" },
    { name: "6 幢 2 单元", kind: "wish", text: "想要一台收音机" },
  ]);
}

test("T50 who takes over a phone that nobody signed out of finds nothing there that was kept or written by the one before", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/report`);
  await page.getByLabel("补充说明").fill(`${MARKER} 半句`);
  await page.goto(`${street.origin}/leader/#/case/${lamp}`);
  await page.getByText("6 幢门口的路灯不亮").first().waitFor();
  await page.evaluate(async () => {
    const body = JSON.stringify({ username: "neighbour", password: "correct horse battery" });
    const headers = { "content-type": "application/json" };
    await fetch("/auth/sign-in/username", { method: "POST", headers, body }); // as the desk does
  });
  await page.reload();
  await expect.poll(() => page.getByText("6 幢门口的路灯不亮").count(), { timeout: 20_000 }).toBe(0);
  await page.goto(`${street.origin}/leader/#/report`);
  await page.getByLabel("补充说明").waitFor();
  await page.waitForTimeout(500); // what is restored comes a moment after the field
  expect(await page.getByLabel("补充说明").inputValue()).toBe("");
  await page.close();
});

test("what loads before the map is at most 300 kB", () => {
  const worker = readFileSync(`${DIST}service-worker.js`, "utf8");
  const [shell] = /"?shell"?:\[[^\]]*\]/.exec(worker)!;
  const names = [...shell.matchAll(/\/leader\/(assets\/[\w.-]+)/g)].map((match) => match[1]!);
  const bytes = names.map((name) => gzipSync(readFileSync(DIST + name)).length);
  expect(bytes.length).toBeGreaterThanOrEqual(2);
  expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(300_000);
});

test("every file of the page lies there compressed as it lies there plain, the worker too, which the build fills in last", () => {
  const open = { br: brotliDecompressSync, gz: gunzipSync };
  const names = readdirSync(DIST, { recursive: true, encoding: "utf8" });
  for (const [ending, decompress] of Object.entries(open)) {
    const compressed = names.filter((name) => name.endsWith(`.${ending}`));
    expect(compressed).toContain(`service-worker.js.${ending}`);
    for (const name of compressed) {
      const plain = readFileSync(DIST + name.slice(0, -ending.length - 1));
      expect(decompress(readFileSync(DIST + name)).equals(plain), name).toBe(true);
    }
  }
});

/** A phone that has never opened the page. */
async function onFreshPhone(work: (page: Page) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
  const phone = await openPhone(folder, { width: 390, height: 844 });
  try {
    await work(await phone.newPage());
  } finally {
    await phone.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test("who opens the page is asked for while its program is on the way, and not once more when it is there", () =>
  onFreshPhone(async (page) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const isAsked = page.waitForRequest(/account\.get/);
    await page.route(/assets\/index-\S+\.js/, async (route) => {
      await isAsked;
      await route.continue();
    });
    await page.goto(`${street.origin}/leader/`);
    await page.getByLabel("用户名").waitFor();
    expect(asked.filter((url) => url.includes("account.get"))).toHaveLength(1);
  }));

test("what waits for a leader is asked for while the phone is still being opened, and shown once it is open", () =>
  onFreshPhone(async (page) => {
    const { promise: turn, resolve: open } = Promise.withResolvers<void>();
    await page.route(/account\.phoneSecret/, async (route) => {
      await turn;
      await route.continue();
    });
    const asked = Promise.all([page.waitForRequest(/incident\.queue/), page.waitForRequest(/grid\.around/)]);
    const signedIn = signIn(page, street.origin);
    await asked;
    expect(await page.getByRole("heading", { name: "我的在办" }).count()).toBe(0);
    open();
    await signedIn;
  }));
