import { nobodyWith } from "@getu/domain";
import type { NoticeSettings, Role } from "@getu/domain";
import { createTestDatabase, createTown, foundTown, TOWN_TERRITORY } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import { failureOfCall, testContext } from "./test-caller.ts";

const NOTICE: NoticeSettings = {
  source: "made up",
  date: "2026-11-26",
  duties: { lane: [{ zh: "巡查", en: "Patrol" }] },
  territories: {
    [TOWN_TERRITORY.code]: {
      leaders: "named",
      dutyTelephone: "000-0001",
      grids: { "LANE-1-1": { leaderTelephone: "000-0002" } },
    },
  },
};

let database: TestDatabase;
let town: FoundedTown;

beforeAll(async () => {
  database = await createTestDatabase();
  const records = createTown().map((grid) => ({ ...grid, leaderName: `某${grid.externalId}` }));
  town = await foundTown(database.db, { records });
});
afterAll(() => database.drop());

function boardFor(externalId: string, as: { role?: Role; below?: string; notice?: NoticeSettings } = {}) {
  const { role = "secretary", below = "", notice = NOTICE } = as;
  const { territoryId, idOf, pathOf } = town;
  const viewer = nobodyWith({ role, territoryId, gridPath: pathOf(below) });
  const context = {
    ...testContext(database.db, viewer),
    notice,
    reportUrlOf: () => "https://x.example/report",
  };
  return createCaller(context).board.get({ territoryId, gridId: idOf(externalId) });
}

test("a board says who leads, what they do and whom to ring, as the office publishes it", async () => {
  const { head, parts, reportUrl, around } = await boardFor("lane-1-1");
  expect(head).toMatchObject({
    grid: { code: "LANE-1-1", households: 40 },
    above: [
      { tier: 0, name: "Made-up community-0", leader: { name: "某community-0" } },
      { tier: 1, name: "Made-up compound-0-0", leader: { name: "某compound-0-0", telephone: null } },
    ],
    leader: { name: "某lane-1-1", telephone: "000-0002" },
    dutyTelephone: "000-0001",
    duties: [{ zh: "巡查", en: "Patrol" }],
  });
  expect([parts, reportUrl]).toEqual([[], "https://x.example/report"]);
  expect(around.grids.find(({ isOwn }) => isOwn)?.id).toBe(head.grid.id);
});

test("nobody's name and no number is on a board of an office that has published none", async () => {
  const nothing: NoticeSettings = { ...NOTICE, territories: {} };
  const { head, parts } = await boardFor("compound-0-0", { notice: nothing });
  expect(JSON.stringify([head, parts])).not.toMatch(/某|000-/);
  expect(parts).toHaveLength(4);
});

test("a booklet has a board for each of the finest grids, in the order of their codes", async () => {
  const { parts } = await boardFor("community-0");
  const lanes = town.grids
    .filter(({ externalId }) => /^lane-[0-3]-/.test(externalId))
    .map(({ code }) => code);
  expect(parts.map(({ grid }) => grid.code)).toEqual(lanes.toSorted());
});

test("T35 a grid of another subtree is as one that is not there, and what stands above one's own is not told", async () => {
  const foreign = await failureOfCall(boardFor("lane-5-1", { below: "community-0" }));
  expect(foreign).toEqual({
    code: "GRID_NOT_FOUND",
    territoryId: town.territoryId,
    gridId: town.idOf("lane-5-1"),
  });
  const { head } = await boardFor("lane-1-1", { below: "compound-0-0" });
  expect(head.above.map(({ name }) => name)).toEqual(["Made-up compound-0-0"]);
});

test("a leader and a wall print no boards", async () => {
  for (const role of ["leader", "device", "viewer"] as const)
    expect(await failureOfCall(boardFor("lane-1-1", { role }))).toMatchObject({
      code: expect.stringMatching(/^(?:NOT_PERMITTED|SIGN_IN_NEEDED)$/),
    });
});
