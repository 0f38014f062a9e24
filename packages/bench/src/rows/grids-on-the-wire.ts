import { gunzipSync, gzipSync } from "node:zlib";
import { ARC_ZOOMS, arcLattice } from "@getu/domain";
import type { ArcZoom } from "@getu/domain";
import { readArcFile, simplifyArcs, toSharedArcs, writeArcFile } from "@getu/geometry";
import { gridLines } from "@getu/layers";
import type { FeatureCollection } from "geojson";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toShort, toTimes } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { measureInterleaved } from "../measure.ts";

const GRIDS = 3000;

/** The collection before each round leaves work behind that would cost one reading alone several times its own time. */
const READS = 6;

const times = (read: () => FeatureCollection) => () => {
  let features = 0;
  for (let i = 0; i < READS; i++) features += read().features.length;
  return features > 0 ? READS : 0;
};

/** What a screen does with the file of the plain route: what comes of it is given to MapLibre. */
const readLines = (zipped: Uint8Array): FeatureCollection => gridLines([readArcFile(gunzipSync(zipped))]);

/** What it would do with GeoJSON, which MapLibre takes as it is. */
const readGeojson = (zipped: Uint8Array): FeatureCollection =>
  JSON.parse(gunzipSync(zipped).toString()) as FeatureCollection;

/** The same city as the plain route sends it at each zoom, and as GeoJSON with all decimals. */
function writeBoth(): { files: ReadonlyMap<ArcZoom, Uint8Array>; geojson: string } {
  const { areas } = createMadeUpCity({ grids: GRIDS, seed: 1 });
  const areaIds = areas.map((_area, i) => i + 1);
  const features = areas.map((geometry, i) => ({
    type: "Feature",
    properties: { id: areaIds[i] },
    geometry,
  }));
  const arcs = toSharedArcs(areas).arcs.map((arc, number) => ({ ...arc, number, rank: 1 }));
  const fileAt = (zoom: ArcZoom): Uint8Array => {
    const lattice = arcLattice(zoom);
    return writeArcFile({ areaIds, arcs: simplifyArcs(arcs, lattice), step: lattice.step });
  };
  return {
    files: new Map(ARC_ZOOMS.map((zoom) => [zoom, fileAt(zoom)])),
    geojson: JSON.stringify({ type: "FeatureCollection", features }),
  };
}

const EXACT = ARC_ZOOMS[ARC_ZOOMS.length - 1]!; // the last is exact

/** How large the grids' outlines are on their way to a screen, and how long the screen needs to lay them out. */
export const gridsOnTheWire: Benchmark = {
  name: "grids-on-the-wire",
  async run({ quick }): Promise<Outcome> {
    const { files, geojson } = writeBoth();
    const zipped = new Map([...files].map(([zoom, file]) => [zoom, gzipSync(file)]));
    const [ours, theirs] = [zipped.get(EXACT)!, gzipSync(geojson)]; // every zoom has a file
    const contenders = [
      { name: "arcs", round: times(() => readLines(ours)) },
      { name: "GeoJSON", round: times(() => readGeojson(theirs)) },
    ];
    const rates = await measureInterleaved(contenders, { warmUps: 2, rounds: quick ? 3 : 9, clock: "cpu" });
    const [fast, slow] = [rates[0]!, rates[1]!]; // two contenders
    const shared = { peer: "GeoJSON, 7 decimals", unit: "×", better: "lower", goal: null } as const;
    const sizes = [...zipped].map(([zoom, file]) => `zoom ${zoom} ${toShort(file.length)}B`).join(", ");
    const rows: Row[] = [
      {
        ...shared,
        name: `${GRIDS} grids on the wire, exact, gzip`,
        value: ours.length / theirs.length,
        floor: 0.3,
        details: `${toShort(ours.length)}B and ${toShort(theirs.length)}B; raw ${toShort(files.get(EXACT)!.length)}B and ${toShort(geojson.length)}B`, // every zoom has a file
      },
      {
        ...shared,
        name: `${GRIDS} grids: unpack into what MapLibre takes`,
        value: slow.median / fast.median,
        floor: 0.15,
        details: `${toTimes(fast, 1e3)} and ${toTimes(slow, 1e3)} ms CPU`,
      },
      {
        name: `${GRIDS} grids on the wire, simplified for zoom ${ARC_ZOOMS[0]}, gzip`,
        peer: "",
        value: zipped.get(ARC_ZOOMS[0])!.length / 1000, // as above
        unit: "kB",
        better: "lower",
        floor: null,
        goal: 100,
        details: sizes,
      },
    ];
    return { rows, leftOut: [] };
  },
};
