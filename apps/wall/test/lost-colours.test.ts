import { readFileSync } from "node:fs";
import { contrastRatio, DARK_THEME, toRgba } from "@getu/layers";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const tokens = read("../../../packages/ui/src/theme.css");

/** The panel without what shines through it: 2 %. */
const PANEL = "#0c121a";

/** What is left of a colour by `filter: grayscale(1)`, which weighs the bytes as they are. */
function toGrey(colour: string): string {
  const [red, green, blue] = toRgba(colour);
  const byte = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue).toString(16).padStart(2, "0"); // prettier-ignore
  return `#${byte}${byte}${byte}`;
}

const READ = {
  ...Object.fromEntries([...tokens.matchAll(/--(text|text-quiet|good|accent): (#\w{6})/g)].map((match) => [match[1]!, match[2]!])), // prettier-ignore
  late: DARK_THEME.late,
  ...DARK_THEME.severity,
  ...DARK_THEME.camera,
};

test("a wall that is cut off loses its colours and nothing else", () => {
  const [, filter] =
    /\.wall\[data-lost="true"\][^{]*\{\s*filter: ([^;]*);/.exec(read("../src/wall.css")) ?? [];
  expect(filter).toBe("grayscale(1)");
  expect(Object.keys(READ)).toContain("text-quiet");
});

test.each(Object.entries(READ))("the colour of %s can still be read on a panel", (_, colour) => {
  expect(contrastRatio(toGrey(colour), toGrey(PANEL))).toBeGreaterThanOrEqual(4.5);
});

test.each(DARK_THEME.gridName)("a name of a grid in %s can still be read on the land", (colour) => {
  expect(contrastRatio(toGrey(colour), toGrey(DARK_THEME.land))).toBeGreaterThanOrEqual(4.5);
});
