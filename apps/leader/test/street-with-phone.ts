import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { openPhone, signIn, waitUntilKept } from "./leader-phone.ts";
import { settleHouseholds, startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

/** The street, and a phone on it. */
export type StreetWithPhone = LeaderStreet & {
  phone: BrowserContext;
  /** Where the phone keeps what its pages store. */
  folder: string;
  /** Errors that pages threw. */
  faults: string[];
  openPage: () => Promise<Page>;
  /** What the database answers. */
  ask: <Row extends object>(sql: string) => Promise<Row[]>;
};

/** Founds the street and takes a phone into hand that nobody has signed in on. */
export async function startStreetWithPhone(): Promise<StreetWithPhone> {
  const street = await startLeaderStreet();
  const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
  const phone = await openPhone(folder, { width: 390, height: 844 });
  phone.setDefaultTimeout(30_000);
  const faults: string[] = [];
  return {
    ...street,
    phone,
    folder,
    faults,
    async openPage() {
      const page = await phone.newPage();
      page.on("pageerror", (error) => faults.push(error.message));
      return page;
    },
    ask: async <Row extends object>(sql: string) => (await street.database.db.pool.query<Row>(sql)).rows,
    async stop() {
      await phone.close();
      await street.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The leader signs in on the phone, which then keeps what it takes to work on so many cases without a network. */
export async function takeUpWork({ openPage, origin }: StreetWithPhone, cases = 1): Promise<void> {
  const page = await openPage();
  await signIn(page, origin);
  await waitUntilKept(page, cases);
  await page.close();
}

/** The street with a lamp that somebody called about and households to be visited, and its leader signed in on the phone. */
export async function startStreetAtWork(): Promise<StreetWithPhone> {
  const street = await startStreetWithPhone();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
  await settleHouseholds(street);
  await takeUpWork(street);
  return street;
}
