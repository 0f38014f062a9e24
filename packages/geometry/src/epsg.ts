import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import proj4 from "proj4";
import type { LngLat } from "./coordinate.ts";
import type { Conversion } from "./crs-name.ts";

/** A system of the EPSG registry with its conversion. */
export type EpsgSystem = { name: string; accuracyMetres: number | null; conversion: Conversion };

/** One file of the registry package; only what we read of it. */
type Entry = { name: string; kind: string; proj4: string | null; accuracy: number | null };

const require = createRequire(import.meta.url);

const folder = dirname(require.resolve("epsg-index/package.json"));

/**
 * Datums whose exact shift needs a grid file that we do not ship: the published seven parameters instead
 * (dx, dy, dz in metres, rotations in seconds of arc, scale in parts per million), with the accuracy published for them.
 */
const HELMERT: Readonly<Record<string, { towgs84: string; accuracyMetres: number }>> = {
  // EPSG:1314, Great Britain
  "OSTN15_NTv2_OSGBtoETRS.gsb": {
    towgs84: "446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
    accuracyMetres: 2,
  },
  // EPSG:1777, western Germany
  "BETA2007.gsb": { towgs84: "598.1,73.7,418.2,0.202,0.045,-2.455,6.7", accuracyMetres: 3 },
  // EPSG:1564, New Zealand
  "nzgd2kgrid0005.gsb": { towgs84: "59.47,-5.04,187.44,0.47,-0.1,1.024,-4.5993", accuracyMetres: 4 },
  // EPSG:1173, made for the conterminous United States (10 m); used for Canada too
  "NTv2_0.gsb": { towgs84: "-8,160,176,0,0,0,0", accuracyMetres: 20 },
};

/** Kinds of systems that give a place on the ground by two numbers. */
const GROUND_KINDS = new Set(["CRS-PROJCRS", "CRS-GEOGCRS", "CRS-GEOG3DCRS", "CRS-COMPOUNDCRS"]);

/** Read one by one when asked for: all of them together are 8 MB. */
function readEntry(number: number): Entry {
  try {
    return JSON.parse(readFileSync(join(folder, "s", `${number}.json`), "utf8"));
  } catch (cause) {
    throw new Error(`epsg:${number} is not in the registry of coordinate systems`, { cause });
  }
}

function withoutGrid(number: number, definition: string): { definition: string; accuracyMetres?: number } {
  const grid = /\+nadgrids=("[^"]+"|\S+)/.exec(definition);
  if (!grid || grid[1]!.startsWith("@")) return { definition }; // group 1 is not optional; "@" = does without
  const helmert = HELMERT[grid[1]!]; // group 1 is not optional
  if (!helmert) throw new Error(`epsg:${number} needs the shift grid ${grid[1]}, which is not included`);
  return {
    definition: definition.replace(grid[0], `+towgs84=${helmert.towgs84}`),
    accuracyMetres: helmert.accuracyMetres,
  };
}

const toPair = ([x = Number.NaN, y = Number.NaN]: readonly number[]): LngLat => [x, y];

function createConversion(definition: string): Conversion {
  const projection = proj4(definition);
  return {
    fromWgs84: ([lng, lat]) => toPair(projection.forward([lng, lat])),
    toWgs84: ([x, y]) => toPair(projection.inverse([x, y])),
  };
}

/** A registered system by its number, easting or longitude first whatever the registry's axis order; throws and names it when it cannot be used. */
export function findEpsg(number: number): EpsgSystem {
  const entry = readEntry(number);
  if (!GROUND_KINDS.has(entry.kind) || !entry.proj4)
    throw new Error(`epsg:${number} (${entry.name}) does not give places on the ground by two coordinates`);
  const { definition, accuracyMetres = entry.accuracy } = withoutGrid(number, entry.proj4);
  try {
    return { name: entry.name, accuracyMetres, conversion: createConversion(definition) };
  } catch (cause) {
    throw new Error(`epsg:${number} (${entry.name}) uses a projection that is not supported`, { cause });
  }
}
