import { newVisitSchema } from "@getu/domain";
import { expect, test } from "vitest";
import { tellVisits } from "../src/index.ts";

const now = new Date("2026-11-26T04:00:00Z");
const tell = (count: number) =>
  tellVisits(
    Array.from({ length: count }, (_, id) => ({ id, gridId: 1 })),
    { now, timeZone: "Asia/Shanghai", seed: "3" },
  );
const MANY = 2000;
const many = tell(MANY);

test("visits of any street are ones that could have been entered, in the past, and what they say is marked as made up", () => {
  for (const { outcome, note, demand, wish, answer, at } of many) {
    const entered = { outcome, note, demand, wish, occurredAt: at.toISOString(), incident: null };
    expect(newVisitSchema.safeParse(entered).error).toBeUndefined();
    expect(at.getTime()).toBeLessThan(now.getTime());
    if (answer !== null) expect(demand ?? wish).not.toBeNull();
    for (const words of [note, demand, wish, answer]) if (words !== null) expect(words).toMatch(/^示范：/);
  }
});

test("the smallest street has something in its ledger that waits and something that was answered, and a large one mostly visits at which all was well", () => {
  const asked = tell(4).filter(({ demand, wish }) => (demand ?? wish) !== null);
  expect(asked.map(({ demand, answer }) => [demand === null ? "wish" : "demand", answer !== null])).toEqual([
    ["demand", false],
    ["wish", true],
    ["wish", false],
  ]);
  const share = (of: readonly unknown[]): number => of.length / many.length;
  expect(share(many.filter(({ outcome }) => outcome === "well"))).toBeCloseTo(0.84, 1);
  expect(share(many.filter(({ demand, wish }) => (demand ?? wish) !== null))).toBeCloseTo(0.05, 1);
  expect(many.length / MANY).toBeCloseTo(0.92, 1);
});
