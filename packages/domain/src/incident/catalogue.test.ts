import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogueSchema } from "./catalogue.ts";

const shipped = catalogueSchema.parse(
  JSON.parse(readFileSync(new URL("../../../../data/catalogue.json", import.meta.url), "utf8")),
);

test("the shipped catalogue covers the five areas of work with about sixty categories", () => {
  expect(shipped.areas.map((area) => area.key)).toEqual([
    "party",
    "governance",
    "livelihood",
    "environment",
    "convenience",
  ]);
  expect(shipped.categories.length).toBeGreaterThanOrEqual(55);
});

test("every category of the shipped catalogue has its own code and an area that exists", () => {
  const codes = shipped.categories.map((category) => category.code);
  expect(new Set(codes).size).toBe(codes.length);
  const areas = new Set(shipped.areas.map((area) => area.key));
  expect(shipped.categories.filter((category) => !areas.has(category.area))).toEqual([]);
});

test("filing conditions of a category have different keys, and no small matter takes longer than a week", () => {
  for (const { code, conditions } of shipped.categories) {
    expect(new Set(conditions.map((condition) => condition.key)).size, code).toBe(conditions.length);
    for (const { severity, deadline } of conditions) {
      if (severity === "urgent") expect(deadline.unit, code).toMatch(/hour$/);
      if (deadline.unit === "calendar-day") expect(deadline.amount, code).toBeLessThanOrEqual(7);
    }
  }
});

test("a catalogue with an unknown deadline unit is refused and the place is named", () => {
  const broken: unknown = {
    ...shipped,
    categories: [
      {
        ...shipped.categories[0],
        conditions: [{ ...shipped.categories[0]?.conditions[0], deadline: { amount: 4, unit: "工作时" } }],
      },
    ],
  };
  const result = catalogueSchema.safeParse(broken);
  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.path).toEqual(["categories", 0, "conditions", 0, "deadline", "unit"]);
});
