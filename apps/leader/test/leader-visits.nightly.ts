import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importClusters, inTransaction, setRhythm } from "@getu/store";
import { townCluster, townPosition } from "@getu/store/testing";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFaults, kill, openPhone, shoot, signIn, takePhotos, waitUntilKept } from "./leader-phone.ts";
import { startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

let street: LeaderStreet;
const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
let phone: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  street = await startLeaderStreet();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
  await settle();
  phone = await openPhone(folder, { width: 390, height: 844 });
  const page = await openPage();
  await signIn(page, street.origin);
  await page.getByRole("link", { name: /6 幢 1 单元/ }).waitFor();
  await waitUntilKept(page, 1);
  await page.close();
});
afterAll(async () => {
  await phone?.close();
  await street?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Four stairs of the leader's building, one next door, and a rhythm. */
async function settle(): Promise<void> {
  const { territoryId } = street;
  const { db } = street.database;
  const stairs = [1, 2, 3, 4].map((number) =>
    townCluster({
      externalId: `stair-${number}`,
      name: `6 幢 ${number} 单元`,
      position: townPosition(1.2 + number * 0.12, 1.45 + (number % 2) * 0.2),
    }),
  );
  const nextDoor = townCluster({ externalId: "next", name: "7 幢 1 单元", position: townPosition(1.5, 2.5) });
  await importClusters(db, { territoryId, records: [...stairs, nextDoor], file: "households" });
  await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId: null, everyDays: 30 }));
}

async function openPage(): Promise<Page> {
  const page = await phone.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => faults.push(error.message));
  return page;
}

const ask = async <Row extends object>(sql: string): Promise<Row[]> =>
  (await street.database.db.pool.query<Row>(sql)).rows;

test("T16 two visits without a network, one by a tap and one that yields an incident, a demand and a wish, the phone dying between them: each is in the ledger once", async () => {
  let page = await openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByRole("link", { name: /6 幢 1 单元/ }).waitFor();
  expect(await page.getByText("7 幢 1 单元").count()).toBe(0);
  await shoot(page, "390-visits-today");

  await street.wire.set("refuse");
  await page.reload();
  await page.getByRole("link", { name: /6 幢 1 单元/ }).click();
  await page.getByRole("button", { name: "一切正常" }).waitFor();
  await shoot(page, "390-visit");
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "一切正常" }).click();
  await page.getByRole("link", { name: /6 幢 1 单元.*待发送/ }).waitFor();
  await kill(page);

  page = await openPage();
  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByRole("link", { name: /6 幢 2 单元/ }).click();
  await page.getByRole("button", { name: "有情况" }).click();
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("记一句").fill("楼道堆了纸箱");
  for (const kind of ["上报事件", "诉求", "微心愿"])
    await page.getByRole("button", { name: kind, exact: true }).click();
  await page.getByRole("searchbox").fill("ldbl");
  await page.getByRole("button", { name: "路灯不亮", exact: true }).click();
  await takePhotos(page, { 拍照: 1 });
  await page.getByLabel("诉求", { exact: true }).fill("希望楼道加装扶手");
  await page.getByLabel("微心愿", { exact: true }).fill("想要一台收音机");
  await shoot(page, "390-visit-form");
  expect(await findFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  await shoot(page, "360-visit-form");
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("link", { name: /6 幢 2 单元.*待发送/ }).waitFor();
  await shoot(page, "360-visits-today");
  expect(await findFaults(page)).toEqual([]);

  await street.wire.set("ok");
  const breaking = setInterval(() => {
    void street.wire.set("reset").then(() => street.wire.set("ok"));
  }, 250);
  await page.waitForTimeout(1_500);
  clearInterval(breaking);
  await street.wire.set("ok");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.goto(`${street.origin}/leader/#/outbox`);
  await expect.poll(() => page.locator('.entry[data-state="sent"]').count(), { timeout: 60_000 }).toBe(2);
  await shoot(page, "360-visits-sent");
  expect(
    await ask(`SELECT cluster.name, outcome, note, incident_id IS NOT NULL AS is_reported FROM visit
      JOIN household_cluster AS cluster ON cluster.id = visit.cluster_id ORDER BY cluster.name`),
  ).toEqual([
    { name: "6 幢 1 单元", outcome: "well", note: null, is_reported: false },
    { name: "6 幢 2 单元", outcome: "matter", note: "楼道堆了纸箱", is_reported: true },
  ]);
  expect(await ask("SELECT kind, text FROM need ORDER BY kind")).toEqual([
    { kind: "demand", text: "希望楼道加装扶手" },
    { kind: "wish", text: "想要一台收音机" },
  ]);
  expect(
    await ask(`SELECT channel, summary, (SELECT count(*) FROM incident_photo AS photo
      WHERE photo.incident_id = incident.id AND photo.state = 'attached') AS photos
      FROM incident WHERE channel = 'visit'`),
  ).toEqual([{ channel: "visit", summary: "路灯不亮", photos: "1" }]);

  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByText("还没到时间").waitFor();
  await shoot(page, "360-visits");
  expect(await findFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "地图", exact: true }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => page.locator(".mark--visit").count()).toBe(2);
  await shoot(page, "360-visits-map");
  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByRole("link", { name: /6 幢 2 单元/ }).click();
  await page.getByText("希望楼道加装扶手").waitFor();
  await shoot(page, "360-visit-history");
  await page.close();
  expect(faults).toEqual([]);
});
