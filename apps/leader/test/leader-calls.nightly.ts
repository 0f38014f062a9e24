import { createECDH } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPushService } from "@getu/testkit";
import type { PushService } from "@getu/testkit";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt, openPhone, signIn, waitUntilKept } from "./leader-phone.ts";
import { startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

let street: LeaderStreet;
let service: PushService;
let publicKey: string;
const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
let phone: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  service = await startPushService();
  const pair = createECDH("prime256v1");
  publicKey = pair.generateKeys("base64url");
  street = await startLeaderStreet({
    GETU_PUSH_KEY: pair.getPrivateKey("base64url").padStart(43, "A"),
    GETU_PUSH_CONTACT: "mailto:office@example.cn",
    GETU_PUSH_HOSTS: service.host,
  });
  phone = await openPhone(folder, { width: 360, height: 800 });
  await phone.grantPermissions(["geolocation", "notifications"], { origin: street.origin });
});
afterAll(async () => {
  await phone?.close();
  await street?.stop();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = async (): Promise<unknown[]> =>
  (await street.database.db.pool.query("SELECT quiet_from, quiet_to FROM push_subscription")).rows;

/** Stands in for the push service that the maker of the browser runs: no test reaches it. */
async function takeCallsHere(page: Page): Promise<void> {
  await page.addInitScript((own) => {
    const { endpoint, p256dh, auth } = own;
    const subscription = {
      endpoint,
      options: { applicationServerKey: null, userVisibleOnly: true },
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: () => {
        localStorage.removeItem("takes-calls");
        return Promise.resolve(true);
      },
    } as unknown as PushSubscription;
    PushManager.prototype.getSubscription = () =>
      Promise.resolve(localStorage.getItem("takes-calls") === null ? null : subscription);
    PushManager.prototype.subscribe = () => {
      localStorage.setItem("takes-calls", "yes");
      return Promise.resolve(subscription);
    };
  }, service.subscribe(publicKey));
}

/** Has the browser hand a call to the worker, as it does when one comes in. */
async function deliver(page: Page, data: string): Promise<void> {
  const session = await phone.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith("/leader/"));
      if (own) resolve(own.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await session.send("ServiceWorker.deliverPushMessage", { origin: street.origin, registrationId, data });
  await session.detach();
}

/** The words of calls that the page has left for the worker. */
const wordsLeft = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const left = await caches.match("/leader/call-words");
    return (await left?.json()) as unknown;
  });

/** A machine that is busy takes its time. */
const SOON = { timeout: 30_000, interval: 200 };

const shown = (page: Page): Promise<string[][]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => [title, body, tag]);
  });

test("a leader who wants it is called by numbers alone, sees it in the language of the screen, and is called no more once signed out", async () => {
  const page = await phone.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(error.message));
  await takeCallsHere(page);
  await signIn(page, street.origin);
  await waitUntilKept(page, 0);
  await page.getByRole("link", { name: "我的" }).click();
  await page.locator('.calls[data-state="off"]').waitFor();
  expect(await lookAt(page, "calls-off")).toEqual([]);
  await page.getByRole("button", { name: "开启提醒" }).click();
  await page.locator('.calls[data-state="on"]').waitFor();
  expect(await lookAt(page, "calls-on")).toEqual([]);
  expect(await kept()).toEqual([{ quiet_from: 21, quiet_to: 7 }]);
  for (const end of [0, 1]) await page.locator(".quiet-hours select").nth(end).selectOption("0");
  await expect.poll(kept, SOON).toEqual([{ quiet_from: 0, quiet_to: 0 }]);

  await street.call("6 幢门口的路灯不亮，晚上很黑");
  await street.call("6 幢东侧的路灯一闪一闪");
  await expect.poll(() => service.calls.length, { timeout: 120_000, interval: 500 }).toBeGreaterThan(0);
  await expect
    .poll(() => service.calls.map(({ text }) => (JSON.parse(text) as { fresh: number }).fresh), {
      timeout: 120_000,
      interval: 500,
    })
    .toSatisfy((fresh: number[]) => fresh.reduce((sum, each) => sum + each, 0) === 2);
  const { text } = service.calls.at(-1)!;
  expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual(["fresh", "pressing"]);
  await deliver(page, text);
  const { fresh } = JSON.parse(text) as { fresh: number };
  const words = ["网格长 · 有事要办", `${fresh} 件新的，共 2 件待接单或已超期`, "work"];
  await expect.poll(() => shown(page), SOON).toEqual([words]);

  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("Notifications", { exact: true }).waitFor();
  const title = "Grid leader · work for you";
  await expect.poll(() => wordsLeft(page), SOON).toMatchObject({ title });
  await deliver(page, text); // once: another one would come back after it was touched
  await expect.poll(async () => (await shown(page)).map(([each]) => each), SOON).toEqual([title]); // in the place of the first
  const [worker] = phone.serviceWorkers();
  await worker!.evaluate(`(async () => {
    const [notification] = await registration.getNotifications();
    dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  })()`);
  await expect.poll(() => shown(page), SOON).toEqual([]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "登录" }).waitFor();
  expect(await kept()).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem("takes-calls"))).toBeNull();
  await page.close();
  expect(faults).toEqual([]);
});
