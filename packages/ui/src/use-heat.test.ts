import { heatQuerySchema } from "@getu/domain";
import { expect, test } from "vitest";
import { HEAT_WINDOWS, heatQuery } from "./use-heat.ts";

const view = { bbox: [118.7, 31.9, 118.8, 32] as const, level: 18 };

test.each(HEAT_WINDOWS)(
  "a heat query of a %s is one that the server accepts and holds the present moment",
  (window) => {
    const now = new Date("2026-11-22T08:00:30.500Z");
    const query = heatQuery({ window, categories: null }, { ...view, now });
    expect(heatQuerySchema.parse(query)).toEqual(query);
    expect(Date.parse(query.to)).toBeGreaterThanOrEqual(now.getTime());
    expect(query.categories).toBeUndefined();
  },
);

test("all screens ask the same within one minute, so that the server may answer from its cache", () => {
  const at = (second: number) =>
    heatQuery(
      { window: "week", categories: ["a"] },
      { ...view, now: new Date(Date.UTC(2026, 10, 22, 8, 0, second)) },
    );
  expect(at(1)).toEqual(at(59));
});
