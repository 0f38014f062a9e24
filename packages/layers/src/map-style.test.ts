import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, test } from "vitest";
import { contrastRatio } from "./colour.ts";
import { gridSources, gridStyleLayers, landLayer } from "./grid-style.ts";
import { mapStyle } from "./ground-style.ts";
import type { Ground } from "./ground-style.ts";
import { DARK_THEME } from "./theme.ts";

const look = { theme: DARK_THEME, unit: 1.6 };
const urls = { water: "/water.json", green: "/green.json", building: "/building.json", road: "/road.json" };
const grounds: Ground[] = [
  { kind: "own", urls },
  { kind: "pmtiles", url: "/ground.pmtiles" },
  { kind: "none" },
];

describe.each(grounds)("map style on ground $kind", (ground) => {
  const style = mapStyle(ground, look);

  test("is what MapLibre's own validator accepts, with the grids on top", () => {
    const layers = [...style.layers, landLayer(look), ...gridStyleLayers(5, look)];
    const whole = { ...style, sources: { ...style.sources, ...gridSources() }, layers };
    expect(validateStyleMin(whole)).toEqual([]);
  });

  test("asks no other host for anything: no glyphs, no sprite, no web address", () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
  });
});

describe("map colours", () => {
  test.each([
    { what: "road names", colour: DARK_THEME.roadName },
    ...DARK_THEME.gridName.map((colour, tier) => ({ what: `names of tier ${tier}`, colour })),
    { what: "overdue", colour: DARK_THEME.late },
  ])("$what stand out from the ground at 4.5 : 1 at least", ({ colour }) => {
    expect(contrastRatio(colour, DARK_THEME.land)).toBeGreaterThanOrEqual(4.5);
  });

  test("marks stand out from ground and from their own casing at 3 : 1 at least", () => {
    const marks = [
      ...Object.values(DARK_THEME.severity),
      ...Object.values(DARK_THEME.camera),
      ...Object.values(DARK_THEME.place),
    ];
    for (const colour of marks) {
      expect(contrastRatio(colour, DARK_THEME.land)).toBeGreaterThanOrEqual(3);
      expect(contrastRatio(colour, DARK_THEME.casing)).toBeGreaterThanOrEqual(3);
    }
  });
});
