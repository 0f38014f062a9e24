/**
 * Draws the sample street as SVG, to look at it while working on it:
 * `npx node packages/sample/scripts/draw.ts OUT.svg [--seed=1] [--zoom=3 --at=0.5,0.5] [--grids] [--points]`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { catalogueSchema, workingCalendarSchema } from "@getu/domain";
import type { Basemap } from "@getu/domain";
import type { Feature, Position } from "geojson";
import { createSampleStreet } from "../src/index.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    zoom: { type: "string", default: "1" },
    at: { type: "string", default: "0.5,0.5" },
    grids: { type: "boolean", default: false },
    points: { type: "boolean", default: false },
  },
});

const catalogue = catalogueSchema.parse(
  JSON.parse(readFileSync(new URL("../../../data/catalogue.json", import.meta.url), "utf8")),
);
const started = performance.now();
const calendar = workingCalendarSchema.parse(
  JSON.parse(readFileSync(new URL("../../../data/working-calendar.json", import.meta.url), "utf8")),
);
const sample = createSampleStreet({ seed: Number(values.seed), catalogue, calendar });
const milliseconds = Math.round(performance.now() - started);

const rings = sample.grids.flatMap(({ area }) =>
  area?.type === "Polygon" ? area.coordinates.slice(0, 1) : [],
);
const all = rings.flat() as [number, number][];
const [west, east] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
const [south, north] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
const [width, height] = [1920, 1080];
const squeeze = Math.cos((south * Math.PI) / 180);
const fitted = Math.min((width - 30) / ((east - west) * squeeze), (height - 30) / (north - south));
const scale = fitted * Number(values.zoom);
const [atX = 0.5, atY = 0.5] = values.at.split(",").map(Number);
const middle = { lng: west + (east - west) * atX, lat: south + (north - south) * atY };
const pixelsPerMetre = scale / 110_900;

const pixel = ([lng = 0, lat = 0]: Position): string =>
  `${((lng - middle.lng) * squeeze * scale + width / 2).toFixed(1)} ${(height / 2 - (lat - middle.lat) * scale).toFixed(1)}`;
const path = (line: Position[]): string => `M${line.map(pixel).join("L")}`;
const shape = (line: Position[], attributes: string): string => `<path d="${path(line)}" ${attributes}/>`;
const features = (kind: keyof Basemap): Feature[] => sample.basemap[kind]?.features ?? [];

const GREENS: Record<string, string> = {
  park: "#1f4434",
  belt: "#1c3b31",
  pitch: "#3a5a41",
  garden: "#234a37",
};
const FIELDS = ["#1e3429", "#22392c", "#263d2d", "#2a3f2c"];
const ROADS: Record<string, string> = { lane: "#39414f", secondary: "#4d5666", arterial: "#6d7686" };

function areaShape({ geometry, properties }: Feature, fill: string): string {
  const [outer = []] = geometry.type === "Polygon" ? geometry.coordinates : [];
  return shape(outer, `fill="${fill}" data-kind="${String(properties?.["kind"])}"`);
}

function greenFill({ properties }: Feature): string {
  const kind = String(properties?.["kind"]);
  return kind === "farmland"
    ? (FIELDS[Number(properties?.["shade"])] ?? "#22392c")
    : (GREENS[kind] ?? "#22392c");
}

function roadShape({ geometry, properties }: Feature): string {
  const line = geometry.type === "LineString" ? geometry.coordinates : [];
  const stroke = ROADS[String(properties?.["class"])] ?? "#fff";
  const pixels = Math.max(0.6, Number(properties?.["widthMetres"]) * 0.85 * pixelsPerMetre);
  return shape(
    line,
    `fill="none" stroke="${stroke}" stroke-width="${pixels.toFixed(2)}" stroke-linejoin="round"`,
  );
}

function buildingFill({ properties }: Feature): string {
  const share = Math.min(1, Number(properties?.["levels"]) / 24);
  const lighter = (low: number): number => Math.round(low + 56 * share);
  return `rgb(${[74, 82, 98].map(lighter).join()})`;
}

const marks = values.points
  ? [
      ...sample.cameras.map(({ position, status }) => ({
        position,
        fill: status === "online" ? "#5fd38d" : "#ff7b72",
      })),
      ...sample.places.map(({ position }) => ({ position, fill: "#ffd166" })),
    ]
  : [];

const roadsBy = (wanted: string): Feature[] =>
  features("road").filter(({ properties }) => properties?.["class"] === wanted);

const parts = [
  ...features("green").map((feature) => areaShape(feature, greenFill(feature))),
  ...features("water").map((feature) => areaShape(feature, "#1d4a73")),
  ...["lane", "secondary", "arterial"].flatMap(roadsBy).map(roadShape),
  ...features("building").map((feature) => areaShape(feature, buildingFill(feature))),
  ...(values.grids
    ? rings.map((ring) => shape(ring, 'fill="none" stroke="#8fd0ff" stroke-opacity=".45" stroke-width=".7"'))
    : []),
  ...marks.map(
    ({ position, fill }) =>
      `<path d="${path([position, position])}" stroke="${fill}" stroke-width="4" stroke-linecap="round"/>`,
  ),
];

writeFileSync(
  positionals[0] ?? "sample.svg",
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#10151d"/>${parts.join("\n")}</svg>`,
);
const tiers = [0, 1, 2].map((tier) => sample.grids.filter((grid) => grid.tier === tier).length).join("/");
const megabytes = (JSON.stringify(sample.basemap).length / 1e6).toFixed(2);
console.log(
  `${milliseconds} ms; grids ${tiers}; buildings ${features("building").length}; basemap ${megabytes} MB`,
);
