import type { Grid } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { setIncidentStatus, townIncident } from "@getu/store/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { shoot, waitForMap } from "./wall-page.ts";

/** More than a wall marks. */
const MANY = 2_300;
const MINUTE_MS = 60_000;
const GAS = { category: "gas-smell", condition: "smell", severity: "urgent" } as const;
const soon = { timeout: 30_000 };

let street: QuietStreet;
let lanes: Grid[];

beforeAll(async () => {
  street = await startQuietStreet();
  const grids = await street.chief.ask<Grid[]>("grid.list", { territoryId: street.territoryId });
  lanes = grids.filter(({ tier }) => tier === grids.at(-1)!.tier); // the finest come last
  await bring(...Array.from({ length: MANY }, (_, i) => open(i)));
  await bring(open(0, { externalId: "reported after the file" }));
}, 300_000);

afterAll(() => street?.stop());

/** What was reported so many minutes ago and is open. */
function open(minutesAgo: number, given: Parameters<typeof townIncident>[0] = {}) {
  const reportedAt = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
  const position = lanes[minutesAgo % lanes.length]!.anchor; // below their number
  const rest = { externalId: `many-${minutesAgo}`, status: "filed", dueAt: null } as const;
  return townIncident({ ...rest, position, occurredAt: reportedAt, reportedAt, ...given });
}

async function bring(...records: ReturnType<typeof townIncident>[]): Promise<void> {
  const { db, territoryId } = street;
  const { rejects } = await importIncidents(db, { territoryId, records, file: "many" });
  expect(rejects).toEqual([]);
}

/** Ends one of those that are marked, so that fewer are known than a wall marks. */
async function close(minutesAgo: number): Promise<void> {
  const { db, territoryId } = street;
  const { rows } = await db.pool.query<{ id: string }>(
    "SELECT id FROM incident WHERE territory_id = $1 AND external_id = $2",
    [territoryId, `many-${minutesAgo}`],
  );
  await setIncidentStatus(db, { territoryId, id: Number(rows[0]!.id), status: "closed" });
}

const sceneOf = (page: Page) => page.locator(".wall").getAttribute("data-scene");

const NEWEST_ALONE = "仅标最新 2,000 件和紧急件";

test("where more is open than a wall marks, its legend says so, and a scene without a legend until when its map is known as well", async () => {
  const scenes = (["territory", "community"] as const).map(
    (kind) => ({ kind, seconds: 10, when: "always" }) as const,
  );
  const page = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 0 } });
  await expect.poll(() => page.locator(".panel--legend").innerText(), soon).toContain(NEWEST_ALONE);
  await page.locator('.wall[data-scene="community"]').waitFor(soon);
  const ages = page.locator(".layer-ages");
  await expect.poll(() => ages.innerText(), soon).toMatch(/^各图层数据截至 \d\d:\d\d:\d\d\n/);
  expect(await ages.innerText()).toContain(NEWEST_ALONE);
  await shoot(page, "wall-crowded-community");
  await page.close();
});

test("where more is open than a wall marks, an old incident that turns out to be urgent has the screen, and keeps it while others are closed; old urgent work of a file does not take it", async () => {
  const page = await takeWall(street, {
    gridId: null,
    settings: { scenes: [{ kind: "territory", seconds: 3600, when: "always" }], urgentSeconds: 600 },
  });
  await waitForMap(page);
  await page.waitForTimeout(65_000); // what is urgent has been asked for, and which ids there are is known for a minute
  await bring(open(2_299, { ...GAS, externalId: "of a file" }));
  await page.waitForTimeout(5_000);
  expect(await sceneOf(page)).toBe("territory");
  await bring(open(2_298, GAS)); // the oldest but one of the many
  await expect.poll(() => sceneOf(page), soon).toBe("urgent");
  await close(1);
  await page.waitForTimeout(5_000);
  expect(await sceneOf(page)).toBe("urgent");
  await shoot(page, "wall-crowded-urgent");
  await page.close();
});
