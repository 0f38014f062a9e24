import type { CrsName, LngLat } from "@getu/geometry";
import { convert, isProblem } from "./position-reader.ts";

/** Answers whether a position is where it is expected: inside the territory, or in the grid its row names. */
export type Expectation = (position: LngLat, at: number) => boolean;

/** Pairs as the file gives them, and the coordinate system they were read in. */
export type DatumSample = { pairs: readonly LngLat[]; crs: CrsName };

/** How many of the pairs must be better placed by another reading before it is worth a word. */
const MIN_GAIN = 5;
const MIN_GAIN_SHARE = 0.01;

const DATUMS: readonly CrsName[] = ["wgs84", "gcj02", "bd09"];

/**
 * Says when another reading of the same numbers (swapped axes, GCJ-02, BD-09, WGS84) would leave less than half as many
 * of them where they are not expected. It only says: nothing is read differently because of it.
 */
export function checkDatum({ pairs, crs }: DatumSample, isExpected: Expectation): string[] {
  const misplaced = (read: (pair: LngLat) => LngLat | null): number =>
    pairs.filter((pair, at) => {
      const position = read(pair);
      return position === null || !isExpected(position, at);
    }).length;
  const now = misplaced(asRead(crs));
  const fitting = (wrong: number): string =>
    wrong === 0
      ? `all ${pairs.length}`
      : `${wrong === pairs.length ? "none" : pairs.length - wrong} of ${pairs.length}`;
  const worthwhile = (other: number): boolean =>
    other * 2 < now && now - other >= Math.max(MIN_GAIN, pairs.length * MIN_GAIN_SHARE);
  const swapped = misplaced(([x, y]) => positionIn([y, x], crs));
  if (worthwhile(swapped))
    return [
      `${fitting(now)} positions looked at are where they are expected; with longitude and latitude swapped, ${fitting(swapped)} would fit`,
    ];
  const others = DATUMS.filter((name) => name !== crs).map((name) => ({
    name,
    count: misplaced(asRead(name)),
  }));
  const [best] = others.sort((a, b) => a.count - b.count);
  if (!best || !worthwhile(best.count)) return [];
  return [
    `read as ${crs}, ${fitting(now)} positions looked at are where they are expected; as ${best.name}, ${fitting(best.count)} would fit`,
  ];
}

const asRead =
  (name: CrsName) =>
  (pair: LngLat): LngLat | null =>
    positionIn(pair, name);

function positionIn(pair: LngLat, crs: CrsName): LngLat | null {
  const reading = convert(pair, crs);
  return isProblem(reading) ? null : reading.position;
}

/** An even sample of at most `size` of what it is given, however much that is. */
export type Sampler<T> = { add(value: T): void; values(): readonly T[] };

/** Keeps every n-th value and doubles n when full: the same file always gives the same sample. */
export function createSampler<T>(size: number): Sampler<T> {
  let kept: T[] = [];
  let step = 1;
  let seen = 0;
  return {
    add(value) {
      if (seen % step === 0) kept.push(value);
      seen += 1;
      if (kept.length < size * 2) return;
      kept = kept.filter((_, at) => at % 2 === 0);
      step *= 2;
    },
    values: () => kept,
  };
}

/** What a file says of its coordinate system, when that is not what it is read as. */
export function checkDeclaredCrs(declared: string | null, crs: CrsName): string[] {
  if (declared === null) return [];
  const named = crsOfUrn(declared);
  const same = named === crs || (crs === "wgs84" && WGS84_NAMES.has(named));
  return same ? [] : [`the file calls its coordinate system "${declared}", it is read as ${crs}`];
}

const WGS84_NAMES: ReadonlySet<string> = new Set(["crs84", "epsg:4326", "epsg:4490", "epsg:4979"]);

function crsOfUrn(name: string): string {
  const parts = name.toLowerCase().split(/:+/);
  const last = parts.at(-1) ?? "";
  return /^\d+$/.test(last) ? `epsg:${last}` : last;
}
