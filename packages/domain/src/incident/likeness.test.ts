import { expect, test } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { LIKE_FROM, likenessOf } from "./likeness.ts";
import type { Matter } from "./likeness.ts";

const category = (code: string, area: string) => ({
  code,
  area,
  name: { zh: code, en: code },
  conditions: [],
});
const catalogue = {
  categories: [category("lamp", "a"), category("cable", "a"), category("noise", "b")],
} as unknown as Catalogue;
const lamp: Matter = { category: "lamp", position: [120, 30], occurredAt: "2026-11-20T08:00:00.000Z" };
const [DAYS_LATER, WEEK_LATER] = ["2026-11-23T08:00:00.000Z", "2026-11-27T08:00:00.000Z"];
const to = (other: Partial<Matter>) => likenessOf(lamp, { ...lamp, ...other }, catalogue);

test("the same matter has a hundred points, and the points of category, place and time add up", () => {
  expect(to({})).toEqual({
    points: 100,
    category: { kind: "same", points: 40 },
    place: { metres: 0, points: 40 },
    time: { apartMs: 0, points: 20 },
  });
});

test.each([
  ["another category of the area", { category: "cable" }, 75, "same-area"],
  ["a category of another area", { category: "noise" }, 60, "other"],
  ["a category that the catalogue no longer knows", { category: "gone" }, 60, "other"],
  ["100 m to the north", { position: [120, 30.000899322] }, 80, "same"],
  ["seven days later", { occurredAt: "2026-11-27T08:00:00.000Z" }, 90, "same"],
  ["a year earlier and far away", { occurredAt: "2025-11-20T08:00:00Z", position: [121, 30] }, 40, "same"],
] as const)("%s has the points that are said", (_what, other, points, kind) => {
  expect(to(other as Partial<Matter>)).toMatchObject({ points, category: { kind } });
});

test.each([
  [
    "the same category at 100 m a week later",
    { position: [120, 30.000899322], occurredAt: WEEK_LATER },
    true,
  ],
  [
    "another category of the area at the spot within days",
    { category: "cable", occurredAt: DAYS_LATER },
    true,
  ],
  ["another category of the area at 60 m", { category: "cable", position: [120, 30.00053959] }, false],
  ["another area of work, were it at the same spot and time", { category: "noise" }, false],
  [
    "the same category at 180 m a week later",
    { position: [120, 30.00161878], occurredAt: WEEK_LATER },
    false,
  ],
] as const)("%s is worth showing or not", (_what, other, isShown) => {
  expect(to(other as Partial<Matter>).points >= LIKE_FROM).toBe(isShown);
});
