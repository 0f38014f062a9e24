import { describe, expect, test } from "vitest";
import { contrastRatio, luminance, toRgba } from "./colour.ts";
import { SEEN_OPACITY } from "./coverage-layer.ts";
import { heatColour, heatInk } from "./palette.ts";
import { DARK_THEME, LIGHT_THEME } from "./theme.ts";

/** What dichromats see of linear red, green and blue: Machado, Oliveira and Fernandes 2009, severity 1. */
const SEEN_BY = {
  protanopes: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopes: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopes: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

type Matrix = readonly number[];

const toLinear = (channel: number): number =>
  channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
const toChannel = (linear: number): number => {
  const clamped = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055));
};
const toHex = (rgb: readonly number[]): string =>
  `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;

/** The colour as somebody sees it. */
function seenAs(hex: string, matrix: Matrix): string {
  const linear = toRgba(hex).slice(0, 3).map(toLinear);
  const row = (first: number): number =>
    linear.reduce((sum, value, i) => sum + value * matrix[first + i]!, 0); // nine numbers
  return toHex([0, 3, 6].map((first) => toChannel(row(first))));
}

/** What cameras see on a ground: the whole colour on what comes through of the ground. */
function laidOn(ground: string, hex: string): string {
  const under = toRgba(ground);
  const through = 1 - SEEN_OPACITY;
  return toHex(
    toRgba(hex)
      .slice(0, 3)
      .map((channel, i) => Math.min(255, Math.round(channel + under[i]! * through))), // both have three channels
  );
}

const THEMES = [
  ["dark", DARK_THEME],
  ["light", LIGHT_THEME],
] as const;

describe.each(Object.entries(SEEN_BY))("for %s", (_, matrix) => {
  const contrast = (one: string, other: string): number =>
    contrastRatio(seenAs(one, matrix), seenAs(other, matrix));

  test("heat grows lighter from the least to the most", () => {
    const steps = Array.from({ length: 33 }, (_step, i) => toHex(heatColour(i / 32).slice(0, 3)));
    const light = steps.map((hex) => luminance(seenAs(hex, matrix)));
    light.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(light[i]!)); // the step before
  });

  test.each(THEMES)("what is late stands out from the %s ground at 3 : 1 at least", (_name, theme) => {
    expect(contrast(theme.late, theme.land)).toBeGreaterThanOrEqual(3);
  });

  test.each(THEMES)(
    "every severity, state of a camera and group of places stands out from the %s ground at 3 : 1 at least",
    (_name, theme) => {
      const { severity, camera, place } = theme;
      const faint = Object.entries({ ...severity, ...camera, ...place }).filter(
        ([, colour]) => contrast(colour, theme.land) < 3,
      );
      expect(faint).toEqual([]);
    },
  );

  test("each severity is darker than the one below it on the dark ground, as plainly as two steps of grey", () => {
    const { minor, major, urgent } = DARK_THEME.severity;
    for (const [lighter, darker] of [
      [minor, major],
      [major, urgent],
    ] as const) {
      expect(luminance(seenAs(lighter, matrix))).toBeGreaterThan(luminance(seenAs(darker, matrix)));
      expect(contrast(lighter, darker)).toBeGreaterThanOrEqual(1.3);
    }
  });

  test("what cameras see stands out from the dark ground at 3 : 1 at least, and what is verified from what is assumed at 1.5 : 1", () => {
    const { land, seen } = DARK_THEME;
    const [verified, assumed] = [seen.verified, seen.assumed].map((hex) => laidOn(land, hex));
    expect(contrast(verified!, land)).toBeGreaterThanOrEqual(3); // of two colours two
    expect(contrast(assumed!, land)).toBeGreaterThanOrEqual(3); // as above
    expect(contrast(verified!, assumed!)).toBeGreaterThanOrEqual(1.5); // as above
  });
});

test("a number on any colour of heat is read at 4.5 : 1", () => {
  const ratios = Array.from({ length: 1001 }, (_, i) =>
    contrastRatio(heatInk(i / 1000), toHex(heatColour(i / 1000).slice(0, 3))),
  );
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
});
