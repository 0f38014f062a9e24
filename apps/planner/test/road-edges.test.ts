import { contrastRatio, DARK_THEME, LIGHT_THEME, mapStyle } from "@getu/layers";
import { expect, test } from "vitest";
import { roadEdges } from "../src/map/road-edges.ts";
import { fillsOf, TINT_OPACITY } from "../src/map/tints.ts";
import { madeUpGrid } from "./print/made-up-grid.ts";

const THEMES = { light: LIGHT_THEME, dark: DARK_THEME };

const COLOURS = 7 * 6; // hues by lightnesses

/** Every tint that a grid may have. */
function listTints(): number[][] {
  const ids = Array.from({ length: COLOURS }, (_, i) => i);
  const grids = new Map(ids.map((id) => [id, madeUpGrid(id)]));
  const [hues, shades] = [7, 6].map((count) => new Map(ids.map((id) => [id, id % count])));
  const fills = fillsOf({ grids }, { hues: hues!, shades: shades! }); // there are two
  return [...fills.values()].map((fill) => fill.match(/\d+/g)!.map(Number)); // rgb(…)
}

const hex = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

test.each(["light", "dark"] as const)("rims of roads stand out from every tint of grids, %s", (name) => {
  const { land, roadEdge } = THEMES[name];
  const ground = channelsOf(land);
  const seen = listTints().map((tint) =>
    hex(tint.map((channel, i) => TINT_OPACITY * channel + (1 - TINT_OPACITY) * ground[i]!)),
  ); // three channels each
  expect(new Set(seen).size).toBe(COLOURS);
  for (const tint of seen) expect(contrastRatio(roadEdge, tint)).toBeGreaterThan(2.5);
});

test("main roads of every ground that the house draws have rims as far apart as they are wide", () => {
  const urls = { water: "w", green: "g", building: "b", road: "r" };
  for (const ground of [{ kind: "own", urls } as const, { kind: "pmtiles", url: "p" } as const]) {
    const { layers } = mapStyle(ground, { theme: LIGHT_THEME, unit: 1 });
    const edges = roadEdges(layers, LIGHT_THEME);
    expect(edges.map(({ id }) => id)).toEqual(["road-secondary-edge", "road-arterial-edge"]);
    for (const edge of edges) {
      const width = { "line-width": (edge.paint as { "line-gap-width": unknown })["line-gap-width"] };
      expect(layers.find(({ id }) => `${id}-edge` === edge.id)?.paint).toMatchObject(width);
    }
  }
});
