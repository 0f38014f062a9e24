import type { WallSettings } from "@getu/domain";
import { closeDb, findRunningPostgres, openDb } from "@getu/store";
import type { Db } from "@getu/store";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { joinAsChief, streetId, takeAsWall } from "./office.ts";
import type { Colleague } from "./office.ts";

const SCREEN = { viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" } as const;

/** The made-up street on which nothing happens by itself, with its tables beside its screens. */
export type QuietStreet = {
  server: AppServer;
  browser: Browser;
  db: Db;
  /** Sees every scene. */
  chief: Colleague;
  territoryId: number;
  /** A screen at an address, `scene=overdue`, signed in as the chief; `prepare` comes before the page. */
  openScreen: (query: string, prepare?: (page: Page) => Promise<unknown>) => Promise<Page>;
  stop: () => Promise<void>;
};

/** Starts it; what stands already is taken down when something else cannot be had. */
export async function startQuietStreet(): Promise<QuietStreet> {
  buildApp("wall");
  const made = new AsyncDisposableStack();
  try {
    const street = await furnish(made);
    return Object.assign(street, { stop: () => made.disposeAsync() });
  } catch (cause) {
    await made.disposeAsync();
    throw cause;
  }
}

async function furnish(made: AsyncDisposableStack): Promise<Omit<QuietStreet, "stop">> {
  const environment = { GETU_TRICKLE: "off", GETU_JOBS: "off" };
  const started = startAppServer({ trickleSeconds: 3600, environment });
  const server = made.adopt(await started, (each) => each.stop());
  const { url } = (await findRunningPostgres(server))!; // the server runs it
  const db = made.adopt(await openDb(url, { connections: 1 }), closeDb);
  const browser = made.adopt(await launchBrowser(), (each) => each.close());
  const chief = await joinAsChief(browser, server);
  const storageState = await chief.context.storageState();
  const openScreen: QuietStreet["openScreen"] = async (query, prepare) => {
    const page = await browser.newPage({ ...SCREEN, storageState });
    page.setDefaultTimeout(60_000);
    await prepare?.(page);
    await page.goto(`${server.origin}/?${query}`);
    return page;
  };
  return { server, browser, db, chief, territoryId: await streetId(chief), openScreen };
}

/** A screen that the chief has taken as a wall of a grid, null = of the whole street. */
export async function takeWall(
  { server, browser, chief }: QuietStreet,
  { gridId, settings }: { gridId: number | null; settings: Partial<WallSettings> },
): Promise<Page> {
  const page = await browser.newPage(SCREEN);
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.origin}/pair`);
  await takeAsWall(page, chief, { gridId, settings });
  await page.locator(".wall").waitFor();
  return page;
}
