import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry, EntryPhoto } from "../src/outbox/entry.ts";
import { kill, photo, shoot, signIn, waitUntilKept } from "./leader-phone.ts";
import { SPOT } from "./leader-street.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

const HOUR_MS = 3_600_000;
const REPORTS = 140;
const REPORTS_WITH_PHOTO = 60;
const CASES = 20;
const ACTIONS = ["accept", "start", "feed-back"] as const;
/** The wire breaks so often, in the middle of whatever is on its way. */
const BREAKS_EVERY_MS = 1_500;

let street: StreetWithPhone;
const cases: number[] = [];

beforeAll(async () => {
  street = await startStreetWithPhone();
  street.phone.setDefaultTimeout(60_000);
  for (let number = 1; number <= CASES; number += 1) cases.push(await street.call(`${number} 号灯不亮`));
});
afterAll(() => street?.stop());

/** Something that lies in the vault: its name, and its bytes as base64. */
type Kept = { name: string; base64: string };

/** In the page: puts things into the vault as the page does. */
async function keepInVault(things: readonly Kept[]): Promise<void> {
  const open = indexedDB.open("getu-leader");
  const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
  const asked = tables.transaction("keys").objectStore("keys").get("vault");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const { key, personId } = asked.result as { key: CryptoKey; personId: string };
  const seal = async ({ name: given, base64 }: Kept) => {
    const name = `${personId}/${given}`;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const mode = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
    const plain = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0)!);
    return { name, iv, bytes: await crypto.subtle.encrypt(mode, key, plain) };
  };
  const sealed = await Promise.all(things.map(seal));
  const writing = tables.transaction("sealed", "readwrite");
  for (const row of sealed) writing.objectStore("sealed").put(row);
  await new Promise((resolve) => (writing.oncomplete = resolve));
  tables.close();
}

type Noted = { work: Entry["work"]; photos: readonly EntryPhoto["kind"][]; madeAtMs: number };

/** A day's work in the order in which it was noted: a report every ten minutes, the cases between them. */
function listDay(beginMs: number, territoryId: number): Noted[] {
  const reports = Array.from({ length: REPORTS }, (_, i): Noted => {
    const seenAtMs = beginMs + (i * 24 * HOUR_MS) / REPORTS;
    const position: [number, number] = [SPOT[0] + (i % 12) * 1e-5, SPOT[1]];
    const about = {
      category: "street-light",
      condition: "single",
      summary: `巡查 ${String(i).padStart(3, "0")}`,
    };
    const where = { position, accuracyMetres: 9, gridId: null };
    return {
      work: { kind: "report", channel: "patrol", territoryId, seenAtMs, ...about, ...where },
      photos: i < REPORTS_WITH_PHOTO ? ["near"] : [],
      madeAtMs: seenAtMs,
    };
  });
  const acts = cases.flatMap((incidentId, i) =>
    ACTIONS.map((action, place): Noted => {
      const isDone = action === "feed-back";
      const said = { reason: null, text: isDone ? `${i} 号换了灯泡` : null, seenSteps: 3 + place };
      return {
        work: { kind: "act", territoryId, incidentId, category: "street-light", action, ...said },
        photos: isDone ? ["before", "after"] : [],
        madeAtMs: beginMs + (i * 24 * HOUR_MS) / CASES + place,
      };
    }),
  );
  return [...reports, ...acts].toSorted((a, b) => a.madeAtMs - b.madeAtMs);
}

/** The day as it lies in the vault. */
async function toKept(day: readonly Noted[], personId: string): Promise<Kept[]> {
  const picture = (await photo(1)).toString("base64");
  return day.flatMap(({ work, photos, madeAtMs }, place): Kept[] => {
    const key = randomBytes(16).toString("hex");
    const taken = photos.map((kind) => ({
      kind,
      picture: `picture/${randomBytes(16).toString("hex")}`,
      sent: null,
    }));
    const state = { kind: "waiting", tries: 0, notBeforeMs: 0, because: null } as const;
    const entry: Entry = { key, number: place + 1, personId, madeAtMs, work, photos: taken, state };
    const name = `entry/${String(place + 1).padStart(10, "0")}/${key}`;
    return [
      { name, base64: Buffer.from(JSON.stringify(entry)).toString("base64") },
      ...taken.map((each) => ({ name: each.picture, base64: picture })),
    ];
  });
}

test("T16 two hundred records with a hundred photos after 24 hours without a network: behind a wire that breaks all the time, the phone dying twice on the way, each is in the ledger once and in order, each photo with its own", async () => {
  let page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, CASES);
  const [leader] = await street.ask<{ id: string }>("SELECT id FROM person WHERE username = 'leader'");
  const begun = await street.ask<{ steps: string }>(
    "SELECT DISTINCT count(*) AS steps FROM incident_step GROUP BY incident_id",
  );
  expect(begun).toEqual([{ steps: "3" }]);
  await street.wire.set("refuse");
  const day = listDay(Date.now() - 24 * HOUR_MS, street.territoryId);
  expect([day.length, day.flatMap(({ photos }) => photos).length]).toEqual([200, 100]);
  await page.evaluate(keepInVault, await toKept(day, leader!.id));
  await page.close();

  page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/outbox`);
  await expect.poll(() => page.locator(".entry").count(), { timeout: 60_000 }).toBe(200);
  await shoot(page, "outbox-200");
  await street.wire.set("ok");
  const begunMs = Date.now();
  const breaking = setInterval(
    () => void street.wire.set("reset").then(() => street.wire.set("ok")),
    BREAKS_EVERY_MS,
  );
  for (const left of [140, 60, 0]) {
    const unsent = page.locator('.entry:not([data-state="sent"])');
    await expect.poll(() => unsent.count(), { timeout: 10 * 60_000 }).toBeLessThanOrEqual(left);
    if (left === 0) break;
    await kill(page);
    page = await street.openPage();
    await page.goto(`${street.origin}/leader/#/outbox`);
    await page.locator(".entry").first().waitFor();
  }
  clearInterval(breaking);
  await street.wire.set("ok");
  console.log(`200 records with 100 photos went in ${Math.round((Date.now() - begunMs) / 1000)} s`);
  await shoot(page, "outbox-200-sent");

  const reports = await street.ask<{ summary: string; photos: string }>(`
    SELECT summary, (SELECT count(*) FROM incident_photo AS photo
      WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS photos
    FROM incident WHERE channel = 'patrol' ORDER BY summary`);
  expect(reports).toEqual(
    Array.from({ length: REPORTS }, (_, i) => ({
      summary: `巡查 ${String(i).padStart(3, "0")}`,
      photos: i < REPORTS_WITH_PHOTO ? "1" : "0",
    })),
  );
  const handled = await street.ask<{ id: number; actions: string; kinds: string }>(`
    SELECT id::integer, (SELECT string_agg(action, ' ' ORDER BY ordinal) FROM
        (SELECT action, ordinal FROM incident_step WHERE incident_id = incident.id ORDER BY ordinal OFFSET 3) AS step) AS actions,
      (SELECT string_agg(kind, ' ' ORDER BY kind) FROM incident_photo AS photo
        WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS kinds
    FROM incident WHERE channel = 'hotline' ORDER BY id`);
  expect(handled).toEqual(cases.map((id) => ({ id, actions: ACTIONS.join(" "), kinds: "after before" })));
  await page.close();
  expect(street.faults).toEqual([]);
});
