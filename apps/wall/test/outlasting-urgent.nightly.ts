import type { Grid } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { townIncident } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { renameCommunity } from "./renamed-community.ts";

let street: QuietStreet;

beforeAll(async () => {
  street = await startQuietStreet();
});
afterAll(() => street?.stop());

/** Brings an incident that was reported two hours ago, or what has changed of it. */
async function importOld(given: Partial<Parameters<typeof townIncident>[0]>): Promise<void> {
  const { db, chief, territoryId } = street;
  const { anchor } = (await chief.ask<Grid[]>("grid.list", { territoryId })).at(-1)!; // the finest come last
  const at = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const record = townIncident({
    externalId: "outlasting",
    position: anchor,
    occurredAt: at,
    reportedAt: at,
    status: "filed",
    dueAt: null,
    ...given,
  });
  const { rejects } = await importIncidents(db, { territoryId, records: [record], file: "old" });
  expect(rejects).toEqual([]);
}

test("an incident that turned out to be urgent has the screen still when other boundaries come into force", async () => {
  const scenes = [{ kind: "territory", seconds: 3600, when: "always" }] as const;
  const page = await takeWall(street, {
    gridId: null,
    settings: { scenes: [...scenes], urgentSeconds: 600 },
  });
  const countOpen = async (): Promise<number> =>
    Number((await page.locator('[data-number="open"]').innerText()).replace(/\D/g, ""));
  const isInterrupted = (): Promise<void> => page.locator('.wall[data-scene="urgent"]').waitFor();
  await expect.poll(countOpen, { timeout: 20_000 }).toBeGreaterThan(0);
  const before = await countOpen();
  await importOld({});
  await expect.poll(countOpen, { timeout: 20_000 }).toBe(before + 1); // the wall has seen it
  await importOld({ category: "gas-smell", condition: "smell", severity: "urgent" });
  await isInterrupted();
  await page.locator(".wall").evaluate((wall) => wall.setAttribute("data-before", ""));
  await renameCommunity(street);
  await expect.poll(() => page.locator(".wall[data-before]").count(), { timeout: 30_000 }).toBe(0); // it is made anew
  await isInterrupted();
  await page.close();
});
