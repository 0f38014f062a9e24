import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Entry } from "../src/outbox/entry.ts";
import { keptCopy, lookAt, report, signIn, waitUntilKept } from "./leader-phone.ts";
import { SPOT } from "./leader-street.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetWithPhone();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

const filed = (words: string) =>
  street.ask<{ username: string }>(`SELECT username FROM incident
    JOIN incident_step AS step ON step.incident_id = incident.id AND step.action = 'report'
    JOIN person ON 'person:' || person.id = step.actor_id WHERE summary = '${words}'`);

/** Everything on the phone that a key on the phone opens, as text, with the names of all that lies there. */
const readPhone = (page: Page): Promise<{ names: string[]; opened: string }> =>
  page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const all = <Row>(table: string): Promise<Row[]> =>
      new Promise((resolve) => {
        const asked = tables.transaction(table).objectStore(table).getAll();
        asked.onsuccess = () => resolve(asked.result as Row[]);
      });
    type Sealed = { name: string; iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer };
    const sealed = await all<Sealed>("sealed");
    const keys = (await all<{ key?: CryptoKey }>("keys")).flatMap(({ key }) => key ?? []);
    tables.close();
    const words = await Promise.all(
      sealed.flatMap(({ name, iv, bytes }) =>
        keys.map((key) =>
          crypto.subtle
            .decrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) }, key, bytes)
            .then((plain) => new TextDecoder().decode(plain))
            .catch(() => ""),
        ),
      ),
    );
    return { names: sealed.map(({ name }) => name), opened: words.join("\n") };
  });

async function signOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  const keep = page.getByRole("button", { name: "退出，留在手机里" });
  const door = page.getByLabel("用户名");
  await keep.or(door).waitFor();
  if (await keep.isVisible()) await keep.click();
  await door.waitFor();
}

/** Sees nothing of another's words on any page, and opens nothing of them with any key of this phone. */
async function expectNothingOf(page: Page, words: readonly string[]): Promise<void> {
  for (const name of ["today", "outbox", "map", "report", "me"]) {
    await page.goto(`${street.origin}/leader/#/${name}`);
    await page.locator("main").waitFor();
    for (const word of words) expect(await page.getByText(word).count(), `${word} on ${name}`).toBe(0);
  }
  const { opened } = await readPhone(page);
  for (const word of words) expect(opened, word).not.toContain(word);
}

test("T50 on a shared phone nothing of what one delivered or worked on is there for the next, by any page or key; what has not gone waits sealed and goes once when its author is back", async () => {
  const page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  await report(page, { typed: "小广告", chip: "小广告", words: "甲已送达", number: 1 });
  await page.locator('.entry[data-state="sent"]', { hasText: "甲已送达" }).waitFor({ timeout: 60_000 });
  await page.route(/\/trpc\/intake\.file/, (route) => route.abort("connectionreset"));
  await report(page, { typed: "小广告", chip: "小广告", words: "甲未送达", number: 2 });
  await page.locator('.entry[data-state="waiting"]', { hasText: "甲未送达" }).waitFor();
  await signOut(page);
  await page.getByText("还有 1 条记录等着发送").waitFor();
  const locked = await readPhone(page);
  expect(locked.opened.trim()).toBe("");
  expect(locked.names.filter((name) => name.includes("/entry/"))).toHaveLength(1);
  await page.unroute(/\/trpc\/intake\.file/);

  await signIn(page, street.origin, "neighbour");
  await page.getByRole("link", { name: /^待发/ }).click();
  await page.getByText("还有另一位网格长未发送的 1 条记录").waitFor();
  expect(await lookAt(page, "shared-outbox")).toEqual([]);
  await expectNothingOf(page, ["甲已送达", "甲未送达", "6 幢门口的路灯不亮"]);
  expect(await filed("甲未送达")).toEqual([]);
  await signOut(page);

  await signIn(page, street.origin);
  await expect.poll(() => filed("甲未送达"), { timeout: 60_000 }).toEqual([{ username: "leader" }]);
  await page.getByRole("link", { name: /^待发/ }).click();
  await page.locator('.entry[data-state="sent"]', { hasText: "甲未送达" }).waitFor();
  expect(await page.getByText("甲已送达").count()).toBe(0);
  await page.waitForTimeout(3_000); // a second time would come as soon
  expect(await filed("甲未送达")).toHaveLength(1);
  await signOut(page);
  await page.close();
  expect(street.faults).toEqual([]);
});

/** In the page: leaves a phone as versions did that had one key for everybody. */
async function keepAsBefore(entries: readonly Entry[]): Promise<void> {
  const forgotten = indexedDB.open("getu-leader");
  const tables = await new Promise<IDBDatabase>(
    (resolve) => (forgotten.onsuccess = () => resolve(forgotten.result)),
  );
  const algorithm = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  const seal = async (name: string, value: unknown) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const mode = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
    const bytes = await crypto.subtle.encrypt(mode, key, new TextEncoder().encode(JSON.stringify(value)));
    return { name, iv, bytes };
  };
  const rows = await Promise.all([
    seal("owner", { personId: entries[0]!.personId, rights: [] }), // the test gives two
    seal("copy", { answers: { queries: [], mutations: [] } }),
    ...entries.map((entry) => seal(`entry/000000000${entry.number}/${entry.key}`, entry)),
  ]);
  const writing = tables.transaction(["sealed", "keys"], "readwrite");
  writing.objectStore("sealed").clear();
  writing.objectStore("keys").clear();
  writing.objectStore("keys").put({ name: "vault", key, id: "of-before" });
  for (const row of rows) writing.objectStore("sealed").put(row);
  await new Promise((resolve) => (writing.oncomplete = resolve));
  tables.close();
}

test("T16 T50 what an earlier version kept for everybody under one key goes with its authors, each when they sign in, and once", async () => {
  const ids = Object.fromEntries(
    (await street.ask<{ id: string; username: string }>("SELECT id, username FROM person")).map(
      ({ id, username }) => [username, id],
    ),
  );
  const written = (number: number, username: string, summary: string): Entry => ({
    key: String(number).repeat(32),
    number,
    personId: ids[username]!, // both are there
    madeAtMs: Date.now(),
    work: {
      kind: "report",
      territoryId: street.territoryId,
      channel: "patrol",
      category: "street-light",
      condition: "single",
      summary,
      position: [SPOT[0], SPOT[1]],
      accuracyMetres: 5,
      seenAtMs: Date.now(),
      gridId: null,
    },
    photos: [],
    state: { kind: "waiting", tries: 0, notBeforeMs: 0, because: null },
  });
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByLabel("用户名").waitFor();
  const entries = [written(1, "leader", "旧版甲"), written(2, "neighbour", "旧版乙")];
  await page.evaluate(keepAsBefore, entries);
  await page.reload();
  await page.getByText("还有 2 条记录等着发送").waitFor();
  await signIn(page, street.origin);
  await expect.poll(() => filed("旧版甲"), { timeout: 60_000 }).toEqual([{ username: "leader" }]);
  await page.getByRole("link", { name: /^待发/ }).click();
  await page.getByText("还有另一位网格长未发送的 1 条记录").waitFor();
  expect(await page.getByText("旧版乙").count()).toBe(0);
  await signOut(page);
  await signIn(page, street.origin, "neighbour");
  await expect.poll(() => filed("旧版乙"), { timeout: 60_000 }).toEqual([{ username: "neighbour" }]);
  await expect.poll(() => keptCopy(page)).not.toContain("旧版甲");
  const { names } = await readPhone(page);
  expect(names.filter((name) => /^(?:entry|copy|owner)/.test(name))).toEqual([]); // nothing lies there as before
  await page.close();
  expect(street.faults).toEqual([]);
});
