import { readFileSync } from "node:fs";
import { contrastRatio, DARK_THEME } from "@getu/layers";
import { describe, expect, test } from "vitest";
import { RUNG_COLOURS } from "./rung-colours.ts";

type Row = readonly [number, number, number];

/** How people without one kind of cone see linear red, green and blue (Machado, Oliveira, Fernandes 2009, severity 1). */
const VISION: Readonly<Record<string, readonly [Row, Row, Row]>> = {
  "of all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "without red cones": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "without green cones": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "without blue cones": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900], // prettier-ignore
  ],
};

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const fromLinear = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

function seenAs(colour: string, rows: readonly [Row, Row, Row]): string {
  const light = [1, 3, 5].map((at) => toLinear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  const seen = rows.map((row) => row.reduce((sum, weight, i) => sum + weight * light[i]!, 0)); // three of each
  const bytes = seen.map((value) => Math.round(255 * fromLinear(Math.min(1, Math.max(0, value)))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const css = readFileSync(new URL("../theme.css", import.meta.url), "utf8");

/** The panel without what shines through it: 2 %. */
const PANEL = "#0c121a";

test("the panel is what the stylesheet says", () => {
  expect(css).toContain("--panel: rgb(12 18 26 / 98%)");
});

describe.each(Object.entries(VISION))("to eyes %s", (_, rows) => {
  test.each(RUNG_COLOURS)("a rung of %s can be read on a panel", (colour) => {
    expect(contrastRatio(seenAs(colour, rows), seenAs(PANEL, rows))).toBeGreaterThanOrEqual(4.5);
  });

  test("each rung is darker than the one below it by a step that is seen", () => {
    const steps = RUNG_COLOURS.slice(1).map(
      (colour, i) => contrastRatio(seenAs(RUNG_COLOURS[i]!, rows), seenAs(colour, rows)), // the one before
    );
    for (const step of steps) expect(step).toBeGreaterThan(1.2);
  });
});

test.each([
  ["--text", /--text: (#\w{6})/],
  ["--text-quiet", /--text-quiet: (#\w{6})/],
  ["--good", /--good: (#\w{6})/],
  ["--accent", /--accent: (#\w{6})/],
] as const)("the token %s can be read on a panel", (_, token) => {
  expect(contrastRatio(token.exec(css)![1]!, PANEL)).toBeGreaterThanOrEqual(4.5); // a token that is not there fails too
});

test.each(
  Object.entries({ late: DARK_THEME.late, ...DARK_THEME.severity, offline: DARK_THEME.camera.offline }),
)("%s can be read on a panel", (_, colour) => {
  expect(contrastRatio(colour, PANEL)).toBeGreaterThanOrEqual(4.5);
});
