import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { openPhone } from "./leader-phone.ts";
import { startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

/** The street, and a phone on it. */
export type StreetWithPhone = LeaderStreet & {
  phone: BrowserContext;
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
  const faults: string[] = [];
  return {
    ...street,
    phone,
    faults,
    async openPage() {
      const page = await phone.newPage();
      page.setDefaultTimeout(30_000);
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
