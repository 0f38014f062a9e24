import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noticeOf, noticeSettingsSchema } from "./notice.ts";
import { DEFAULT_TIERS } from "../grid/territory.ts";

const SHIPPED = JSON.parse(
  readFileSync(new URL("../../../../data/notice.json", import.meta.url), "utf8"),
) as unknown;

const TOWN = { code: "town", tiers: [...DEFAULT_TIERS] };

const settingsWith = (territory: object) =>
  noticeSettingsSchema.parse({
    source: "made up",
    date: "2026-11-26",
    duties: { lane: [{ zh: "巡查", en: "Patrol" }] },
    territories: { town: territory },
  });

const LANE = { code: "C1-L1", tier: 2, leaderName: "甲某" };
const COMPOUND = { code: "C1", tier: 1, leaderName: "乙某" };

describe("what hangs out of a grid", () => {
  test("names its leader only where the office has said so", () => {
    expect(noticeOf(settingsWith({ leaders: "named" }), TOWN, [LANE]).leader).toEqual({
      name: "甲某",
      telephone: null,
    });
    expect(noticeOf(settingsWith({ leaders: "withheld" }), TOWN, [LANE]).leader).toBeNull();
    const elsewhere = { ...TOWN, code: "another" };
    expect(noticeOf(settingsWith({ leaders: "named" }), elsewhere, [LANE])).toEqual({
      leader: null,
      dutyTelephone: null,
      duties: [{ zh: "巡查", en: "Patrol" }],
    });
  });

  test("has the nearest duty telephone above it, and the leader's own number or none", () => {
    const settings = settingsWith({
      leaders: "named",
      dutyTelephone: "000-0001",
      grids: { C1: { dutyTelephone: "000-0002", leaderTelephone: "000-0003" } },
    });
    const [lane, compound, other] = [[LANE, COMPOUND], [COMPOUND], [{ ...LANE, code: "C2-L1" }]] as const;
    expect(noticeOf(settings, TOWN, lane)).toMatchObject({
      leader: { name: "甲某", telephone: null },
      dutyTelephone: "000-0002",
    });
    expect(noticeOf(settings, TOWN, compound).leader).toEqual({ name: "乙某", telephone: "000-0003" });
    expect(noticeOf(settings, TOWN, other).dutyTelephone).toBe("000-0001");
  });

  test("is held to numbers that can be dialled", () => {
    const grids = (leaderTelephone: string) => ({ leaders: "named", grids: { C1: { leaderTelephone } } });
    expect(() => settingsWith(grids("<script>"))).toThrow(/telephone/);
    expect(() => settingsWith(grids("+86 (0)551-000 0000"))).not.toThrow();
  });

  test("has duties for every tier of the house, in what ships", () => {
    const { duties } = noticeSettingsSchema.parse(SHIPPED);
    expect(Object.keys(duties)).toEqual(DEFAULT_TIERS.map(({ key }) => key));
  });
});
