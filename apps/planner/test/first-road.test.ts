import { LIGHT_THEME, mapStyle } from "@getu/layers";
import type { LayerSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
import { firstRoad } from "../src/map/first-road.ts";

const look = { theme: LIGHT_THEME, unit: 1 };

const urls = { water: "w", green: "g", building: "b", road: "r" };

test("fills go below the first layer of roads of every ground that the house draws, and nothing else below them", () => {
  for (const ground of [{ kind: "own", urls } as const, { kind: "pmtiles", url: "p" } as const]) {
    const { layers } = mapStyle(ground, look);
    const first = layers.findIndex(({ id }) => id === firstRoad(layers));
    expect(layers[first]).toMatchObject({ id: "road-lane", type: "line" });
    expect(layers.slice(0, first).filter(({ id }) => id.startsWith("road"))).toEqual([]);
  }
  expect(firstRoad(mapStyle({ kind: "none" }, look).layers)).toBeUndefined();
});

test("roads of a foreign style are known by what they are drawn from, and its names of roads are no roads", () => {
  const drawn = { source: "s", "source-layer": "transportation" } as const;
  const layers: LayerSpecification[] = [
    { id: "water", type: "line", source: "s" },
    { id: "street-names", type: "symbol", source: "s" },
    { id: "casing", type: "line", ...drawn },
    { id: "road", type: "line", ...drawn },
  ];
  expect(firstRoad(layers)).toBe("casing");
});
