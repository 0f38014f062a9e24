import { answerNeed, listClusters, listNeeds, recordVisit } from "@getu/store";
import { RULEBOOK } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt, openVisit, writeVisit } from "./leader-phone.ts";
import { startStreetAtWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetAtWork();
});
afterAll(() => street?.stop());

/** Words of somebody's own as a sentence holds them: between marks that nobody sees. */
const isolated = (words: string): string => `\u2068${words}\u2069`;

/** A colleague visits somebody, all is well. */
async function visitByColleague(name: string): Promise<void> {
  const { db } = street.database;
  const { territoryId } = street;
  const { clusters } = await listClusters(db, { territoryId, timeZone: "Asia/Shanghai", limit: 9 });
  const nothing = { note: null, incident: null, demand: null, wish: null };
  await recordVisit(db, {
    territoryId,
    clusterId: clusters.find((cluster) => cluster.name === name)!.id, // of the street
    visit: { outcome: "well", occurredAt: new Date().toISOString(), ...nothing },
    actor: { id: "person:colleague", role: "secretary", gridPath: "" },
    rulebook: RULEBOOK,
    idempotencyKey: "colleague",
  });
}

/** The office answers a demand, and then something else. */
async function answerTwice(said: string, corrected: string): Promise<void> {
  const { database, territoryId } = street;
  const ledger = { territoryId, state: "open", kind: "demand", limit: 1 } as const;
  const [need] = await listNeeds(database.db, ledger);
  for (const [seen, text] of [said, corrected].entries()) {
    const answer = { territoryId, needId: need!.id, text, answeredBy: "person:colleague", seen }; // there is one
    expect(await answerNeed(database.db, answer)).toBe("answered");
  }
}

test("who is due for a visit is in the list of the day and on the map, of one's own grid alone; what was written down without a network is told there from then on, and what a colleague writes down as well", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByRole("link", { name: /6 幢 1 单元/ }).waitFor();
  expect(await page.getByText("7 幢 1 单元").count()).toBe(0);
  expect(await lookAt(page, "visits-due")).toEqual([]);
  await street.wire.set("refuse");
  await openVisit(page, street.origin, "6 幢 1 单元");
  expect(await lookAt(page, "visit")).toEqual([]);
  await page.getByRole("button", { name: "家中无人" }).click();
  await page.getByRole("link", { name: /6 幢 1 单元.*待发送/ }).waitFor();
  await openVisit(page, street.origin, "6 幢 2 单元");
  await page.getByRole("button", { name: "有情况" }).click();
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("alert").waitFor();
  expect(await lookAt(page, "visit-missing")).toEqual([]);
  await page.getByRole("button", { name: "取消" }).click();
  await writeVisit(page);
  expect(await lookAt(page, "visit-form")).toEqual([]);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("link", { name: /6 幢 2 单元.*待发送/ }).waitFor();

  await street.wire.set("ok");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.goto(`${street.origin}/leader/#/outbox`);
  await expect.poll(() => page.locator('.entry[data-state="sent"]').count(), { timeout: 60_000 }).toBe(2);
  expect(await lookAt(page, "visits-sent")).toEqual([]);
  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByText("还没到时间").waitFor();
  expect(await lookAt(page, "visits")).toEqual([]);
  await page.getByRole("link", { name: "地图", exact: true }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => page.locator(".mark--visit").count()).toBe(3); // where nobody was at home one goes again
  expect(await lookAt(page, "visits-map")).toEqual([]);
  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByRole("link", { name: /6 幢 2 单元/ }).click();
  await page.getByText("希望楼道加装扶手").waitFor();
  await answerTwice("扶手下周安装", "扶手改在下月安装");
  await page.getByText(`答复：${isolated("扶手改在下月安装")}`).waitFor();
  await page.getByText(/^已更正 · .*\d\d:\d\d/).waitFor();
  await page.locator("del", { hasText: `原答复：${isolated("扶手下周安装")}` }).waitFor();
  expect(await lookAt(page, "visit-history")).toEqual([]);
  await page.goto(`${street.origin}/leader/#/visits`);
  await page.getByRole("link", { name: /6 幢 3 单元.*从未走访/ }).waitFor();
  await visitByColleague("6 幢 3 单元");
  await page.getByRole("link", { name: /6 幢 3 单元.*30 天后到期/ }).waitFor(); // it asks by itself every five minutes only
  await page.close();
  expect(street.faults).toEqual([]);
});
