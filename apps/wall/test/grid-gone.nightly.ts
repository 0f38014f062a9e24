import { restoreVersion } from "@getu/store";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  publishAtOnce,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, launchBrowser, startServerOver } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_SCENE, joinAsChief, pairingCode } from "./office.ts";
import type { Colleague } from "./office.ts";
import { shoot } from "./wall-page.ts";

let database: TestDatabase;
let server: AppServer;
let browser: Browser;
let chief: Colleague;
let wall: Page;
let desk: Page;
let territoryId: number;

beforeAll(async () => {
  for (const app of ["wall", "desk"] as const) buildApp(app);
  database = await createTestDatabase();
  territoryId = await createRedrawTown(database.db, { code: "redrawn", incidents: 0 });
  server = await startServerOver(database);
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  desk = await chief.context.newPage();
  wall = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  for (const page of [desk, wall]) page.setDefaultTimeout(40_000); // a wall looks every 15 s
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

/** Joins the wall's lane to its neighbour. */
async function retire(absorb: number): Promise<void> {
  const keep = (await idsOfTown(database.db, territoryId))("lane-0-0");
  const draftId = await drawSteps(database.db, territoryId, [{ kind: "merge", keep, absorb }]);
  await publishAtOnce(database.db, territoryId, draftId);
}

const row = () => desk.getByRole("row", { name: /门厅（试验）/ });

test("a wall whose grid a redraw retires says so and what is to be done, and so does the desk; rolled back it goes on by itself, taken back it shows a code", async () => {
  const lane = (await idsOfTown(database.db, territoryId))("lane-1-0");
  await wall.goto(server.origin);
  const code = await pairingCode(wall).innerText();
  const given = { territoryId, gridId: lane, name: "门厅（试验）", code, settings: EVERY_SCENE };
  await chief.tell("wall.pair", given);
  await wall.locator(".wall").waitFor();
  const gone = wall.getByText("本屏所属的网格已撤销");

  await retire(lane);
  await gone.waitFor();
  await shoot(wall, "wall-grid-gone");
  expect(await wall.locator(".wall, .pairing").count()).toBe(0);
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row().getByText("所属网格已撤销").waitFor();
  expect(await row().getByText("整个辖区").count()).toBe(0);
  await shoot(desk, "desk-wall-grid-gone");

  const by = { actor: "person:administrator", address: null };
  await restoreVersion(database.db, { territoryId, version: 1, seen: 2, reason: "made up", by });
  await wall.locator(".wall").waitFor();

  await retire(lane);
  await gone.waitFor();
  await row().getByRole("button", { name: "收回" }).click();
  await desk.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
  await pairingCode(wall).waitFor();
});
