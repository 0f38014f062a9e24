import { gunzipSync, gzipSync } from "node:zlib";
import type { GridEdges } from "@getu/domain";
import { toSharedArcs } from "@getu/geometry";
import type { FeatureCollection, Polygon } from "geojson";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { measureInterleaved } from "../measure.ts";

const GRIDS = 3000;

/** Lines as a map draws them: all positions in a row, and where each line starts. */
type FlatLines = { positions: Float64Array; starts: number[] };

/** Parses the answer of the plain route and lays its lines out flat. */
function decodeEdges(text: string): FlatLines {
  const { arcs } = JSON.parse(text) as GridEdges;
  const starts = [0];
  for (const { points } of arcs) starts.push(starts.at(-1)! + points.length); // never empty
  const positions = new Float64Array(starts.at(-1)!); // as above
  let at = 0;
  for (const { points } of arcs) {
    let x = 0;
    let y = 0;
    for (let i = 0; i < points.length; i += 2) {
      x += points[i]!; // even length
      y += points[i + 1]!; // as above
      positions[at++] = x / 1e7;
      positions[at++] = y / 1e7;
    }
  }
  return { positions, starts };
}

/** Parses polygons and lays their rings out flat: what one would do with GeoJSON. */
function decodeGeojson(text: string): FlatLines {
  const { features } = JSON.parse(text) as FeatureCollection<Polygon>;
  const rings = features.flatMap(({ geometry }) => geometry.coordinates);
  const starts = [0];
  for (const ring of rings) starts.push(starts.at(-1)! + 2 * ring.length); // never empty
  const positions = new Float64Array(starts.at(-1)!); // as above
  let at = 0;
  for (const ring of rings) {
    for (const position of ring) {
      positions[at++] = position[0]!; // longitude and latitude
      positions[at++] = position[1]!; // as above
    }
  }
  return { positions, starts };
}

/** The same city as the plain route sends it and as GeoJSON with all decimals. */
function writeBoth(): { edges: string; geojson: string } {
  const { areas } = createMadeUpCity({ grids: GRIDS, seed: 1 });
  const gridIds = areas.map((_area, i) => i + 1);
  const features = areas.map((geometry, i) => ({
    type: "Feature",
    properties: { id: gridIds[i] },
    geometry,
  }));
  return {
    edges: JSON.stringify({ version: 1, gridIds, arcs: toSharedArcs(areas).arcs } satisfies GridEdges),
    geojson: JSON.stringify({ type: "FeatureCollection", features }),
  };
}

/** How large the grids' outlines are on their way to a screen, and how long the screen needs to lay them out. */
export const gridsOnTheWire: Benchmark = {
  name: "grids-on-the-wire",
  async run({ quick }): Promise<Outcome> {
    const { edges, geojson } = writeBoth();
    const [ours, theirs] = [gzipSync(edges), gzipSync(geojson)];
    const contenders = [
      {
        name: "grid edges",
        round: () => (decodeEdges(gunzipSync(ours).toString()).positions.length > 0 ? 1 : 0),
      },
      {
        name: "GeoJSON",
        round: () => (decodeGeojson(gunzipSync(theirs).toString()).positions.length > 0 ? 1 : 0),
      },
    ];
    const rates = await measureInterleaved(contenders, { warmUps: 2, rounds: quick ? 3 : 9, clock: "cpu" });
    const [fast, slow] = [rates[0]!.median, rates[1]!.median]; // two contenders
    const shared = { peer: "GeoJSON, 7 decimals", unit: "×", better: "lower", goal: null } as const;
    const rows: Row[] = [
      {
        ...shared,
        name: `${GRIDS} grids on the wire, gzip`,
        value: ours.length / theirs.length,
        floor: 0.3,
        details: `${toShort(ours.length)}B and ${toShort(theirs.length)}B; raw ${toShort(edges.length)}B and ${toShort(geojson.length)}B`,
      },
      {
        ...shared,
        name: `${GRIDS} grids: unpack and lay out flat`,
        value: slow / fast,
        floor: 0.15,
        details: `${toShort(1000 / fast)} and ${toShort(1000 / slow)} ms CPU`,
      },
    ];
    return { rows, leftOut: [] };
  },
};
