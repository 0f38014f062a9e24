import type { Position } from "geojson";
import type { Frame } from "./frame.ts";
import { textWidth } from "./text-width.ts";

/** A line that may bear its name; of two that are in each other's way the heavier one has it. */
export type NamedPath = { name: string; line: readonly Position[]; size: number };

/** A name along a line: its middle, and how it is turned, in degrees. */
export type PlacedName = { name: string; x: number; y: number; angle: number; size: number };

type Place = [x: number, y: number];

/** With the air between the signs. */
const widthOf = (name: string, size: number): number => textWidth(name) * size * 1.12;

/** Of a name with the same words nothing is said again within so many millimetres. */
const APART = 90;

/**
 * Names along the straightest stretches of lines, the largest letters first; a name that would lie on another, on what is
 * taken, or over the rim of the picture is left out.
 */
export function placeRoadNames(
  paths: readonly NamedPath[],
  frame: Frame,
  taken: readonly Place[],
): PlacedName[] {
  const placed: PlacedName[] = [];
  const spots: Place[] = [...taken];
  const stretches = paths
    .map((path) => ({ path, stretch: straightest(path.line.map(frame.toPaper), frame) }))
    .sort((one, other) => other.path.size - one.path.size || lengthOf(other.stretch) - lengthOf(one.stretch));
  for (const { path, stretch } of stretches) {
    if (!stretch || lengthOf(stretch) < widthOf(path.name, path.size) * 1.1) continue;
    const name = alongStretch(path, stretch);
    const own = spotsOf(name);
    const isFree = own.every(([x, y]) => spots.every((spot) => Math.hypot(x - spot[0], y - spot[1]) > 6));
    const isNear = placed.some(
      (other) => other.name === name.name && Math.hypot(other.x - name.x, other.y - name.y) < APART,
    );
    if (!isFree || isNear) continue;
    placed.push(name);
    spots.push(...own);
  }
  return placed;
}

type Stretch = readonly [from: Place, to: Place];

const lengthOf = (stretch: Stretch | null): number =>
  stretch ? Math.hypot(stretch[1][0] - stretch[0][0], stretch[1][1] - stretch[0][1]) : 0;

/** How far, in millimetres, a line may leave the chord of a stretch that counts as straight. */
const BEND = 0.9;

/** The longest stretch in the picture that is nearly straight; null = none of the line is in it. */
function straightest(line: readonly Place[], { width, height }: Frame): Stretch | null {
  const isSeen = ([x, y]: Place): boolean => x > 5 && y > 5 && x < width - 5 && y < height - 5;
  let best: Stretch | null = null;
  for (let from = 0; from < line.length - 1; from += 1) {
    for (let to = from + 1; to < line.length && isStraight(line, from, to); to += 1) {
      const stretch = clipped([line[from]!, line[to]!], isSeen); // both are places of the line
      if (lengthOf(stretch) > lengthOf(best)) best = stretch;
    }
  }
  return best;
}

function isStraight(line: readonly Place[], from: number, to: number): boolean {
  const [a, b] = [line[from]!, line[to]!]; // from < to < length
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return line
    .slice(from + 1, to)
    .every(([x, y]) => Math.abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) <= BEND * length);
}

const PIECES = 40;

/** What of a stretch is seen, by its pieces: the longest run of them. */
function clipped([a, b]: Stretch, isSeen: (place: Place) => boolean): Stretch | null {
  const at = (i: number): Place => [a[0] + ((b[0] - a[0]) * i) / PIECES, a[1] + ((b[1] - a[1]) * i) / PIECES];
  let [start, run]: [number | null, readonly [number, number] | null] = [null, null];
  for (let i = 0; i <= PIECES; i += 1) {
    start = isSeen(at(i)) ? (start ?? i) : null;
    if (start !== null && (run === null || i - start > run[1] - run[0])) run = [start, i];
  }
  return run && run[1] > run[0] ? [at(run[0]), at(run[1])] : null;
}

/** Read from left to right, and what stands upright from below. */
function alongStretch({ name, size }: NamedPath, [a, b]: Stretch): PlacedName {
  const turn = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const angle = turn > 80 ? turn - 180 : turn <= -100 ? turn + 180 : turn;
  return { name, size, angle, x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
}

/** Places that a name covers, sign by sign. */
function spotsOf({ name, x, y, angle, size }: PlacedName): Place[] {
  const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const width = widthOf(name, size);
  const count = Math.max(2, Math.round(width / size));
  return Array.from({ length: count }, (_, i): Place => {
    const along = width * ((i + 0.5) / count - 0.5);
    return [x + dx * along, y + dy * along];
  });
}
