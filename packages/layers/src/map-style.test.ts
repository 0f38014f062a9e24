import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, test } from "vitest";
import { contrastRatio } from "./colour.ts";
import { gridSources, gridStyleLayers, landLayer } from "./grid-style.ts";
import { mapStyle } from "./ground-style.ts";
import type { Ground } from "./ground-style.ts";
import { DARK_THEME } from "./theme.ts";
import { tierZooms } from "./tier-zooms.ts";

const look = { theme: DARK_THEME, unit: 1.6 };
const zooms = tierZooms(
  { tiers: [6000, 900, 250, 100, 0].map((sideMetres) => ({ grids: 1, sideMetres })) },
  { latitude: 32, unit: look.unit },
);
const urls = { water: "/water.json", green: "/green.json", building: "/building.json", road: "/road.json" };
const grounds: Ground[] = [
  { kind: "own", urls },
  { kind: "pmtiles", url: "/ground.pmtiles" },
  { kind: "none" },
];

describe.each(grounds)("map style on ground $kind", (ground) => {
  const style = mapStyle(ground, look);

  test("is what MapLibre's own validator accepts, with the grids on top", () => {
    const layers = [...style.layers, landLayer(look), ...gridStyleLayers(zooms, look)];
    const whole = { ...style, sources: { ...style.sources, ...gridSources() }, layers };
    expect(validateStyleMin(whole)).toEqual([]);
  });

  test("asks no other host for anything: no glyphs, no sprite, no web address", () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
  });
});

test("names keep clear of marks and of names above the map: these are placed first, take their room always, and are not seen", () => {
  const symbols = gridStyleLayers(zooms, look).filter((layer) => layer.type === "symbol");
  const [chips, marks] = symbols.slice(-2); // what is topmost is placed first
  expect([chips?.id, marks?.id]).toEqual(["grid-chips", "mark-obstacles"]);
  for (const obstacle of [chips, marks]) {
    expect(obstacle?.layout).toMatchObject({ "text-allow-overlap": true });
    expect(obstacle?.layout).not.toHaveProperty("text-ignore-placement");
    expect(obstacle?.paint).toEqual({ "text-opacity": 0 });
  }
  for (const names of symbols.slice(0, -2)) {
    expect(names.layout).not.toHaveProperty("text-allow-overlap");
    expect(names.layout?.["text-variable-anchor"]).toContain("bottom"); // beside a mark before they give way
  }
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

describe("zooms of tiers", () => {
  const tiers = [6000, 900, 250, 100].map((sideMetres) => ({ grids: 1, sideMetres }));
  const of = (unit: number) => tierZooms({ tiers }, { latitude: 32, unit });

  test("bring finer boundaries later, names after their boundaries, and the coarsest always", () => {
    expect(of(1)[0]).toMatchObject({ lines: 0, names: 0 });
    for (const [tier, { lines, strong, names }] of of(1).entries()) {
      if (tier === 0) continue;
      expect(lines).toBeGreaterThan(of(1)[tier - 1]!.lines); // the tier above
      expect(strong).toBeGreaterThan(lines);
      expect(names).toBeGreaterThan(strong);
    }
  });

  test("lie one further in on a screen whose design is twice as large", () => {
    of(1).slice(1).forEach(({ lines }, i) => expect(of(2)[i + 1]!.lines).toBeCloseTo(lines + 1, 9)); // prettier-ignore
  });

  test("never come for a tier without grids", () => {
    expect(tierZooms({ tiers: [{ grids: 0, sideMetres: 0 }] }, { latitude: 0, unit: 1 })[0]!.names).toBe(0);
    expect(
      tierZooms({ tiers: [...tiers, { grids: 0, sideMetres: 0 }] }, { latitude: 0, unit: 1 })[4]!.lines,
    ).toBe(24);
  });
});
