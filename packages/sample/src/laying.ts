import type { LineKind } from "./mesh.ts";
import {
  add,
  areaOf,
  between,
  boxOf,
  centroidOf,
  distance,
  leftOf,
  minus,
  placed,
  rectangle,
  unit,
} from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import { fits, take } from "./plot.ts";
import type { Plot, PlotEdge } from "./plot.ts";
import type { Random } from "./random.ts";

/** How rows of buildings are laid: all in metres. */
export type Rows = {
  /** Direction of the rows, radians from east. */
  angle: number;
  /** Shortest, usual and greatest length of a building. */
  lengths: readonly [least: number, usual: number, most: number];
  depth: number;
  /** From row to row. */
  pitch: number;
  /** Between neighbours in a row. */
  gap: number;
  /** The outline of a building of a length; a rectangle when left out. */
  shape?: (length: number) => Ring;
  /** Share of places left empty. */
  empty?: number;
};

/** Rows from south to north; each row fills what the plot leaves free with buildings of one length. */
export function layRows(plot: Plot, rows: Rows, random: Random): Ring[] {
  const turned = placed(plot.ring, [0, 0], -rows.angle);
  const [west, south, east, north] = boxOf(turned);
  const laid: Ring[] = [];
  let y = south + rows.depth / 2 + 5;
  while (y < north) {
    const row = freeStretches(plot, rows, { y, west, east }).flatMap((stretch) =>
      fillStretch(plot, rows, { ...stretch, y, random }),
    );
    laid.push(...row);
    y += row.length > 0 ? rows.pitch : STEP_METRES;
  }
  take(plot, laid);
  return laid;
}

const STEP_METRES = 3;

/** Between the rows and what was there before them. */
const FRONT_GAP_METRES = 7;
type Stretch = { from: number; to: number };

/** Where a row at `y` may stand, found in steps. */
function freeStretches(
  plot: Plot,
  { angle, depth }: Rows,
  { y, west, east }: { y: number; west: number; east: number },
): Stretch[] {
  const stretches: Stretch[] = [];
  let from: number | null = null;
  for (let x = west + STEP_METRES / 2; x < east; x += STEP_METRES) {
    const [centre] = placed([[x, y]], [0, 0], angle) as [Point];
    const free = fits(plot, rectangle(centre, [STEP_METRES, depth], angle), FRONT_GAP_METRES);
    if (free && from === null) from = x - STEP_METRES / 2;
    if (!free && from !== null) {
      stretches.push({ from, to: x - STEP_METRES / 2 });
      from = null;
    }
  }
  return stretches;
}

type RowPlace = Stretch & { y: number; random: Random };

function fillStretch(plot: Plot, rows: Rows, { from, to, y, random }: RowPlace): Ring[] {
  const [least, usual, most] = rows.lengths;
  const width = to - from;
  const count = Math.max(1, Math.round((width + rows.gap) / (usual + rows.gap)));
  const length = Math.min(most, (width - (count - 1) * rows.gap) / count);
  if (length < least) return [];
  const spare = count > 1 ? (width - count * length) / (count - 1) : 0;
  const laid: Ring[] = [];
  for (let i = 0; i < count; i++) {
    const x = from + length / 2 + i * (length + (count > 1 ? spare : 0));
    if (random.next() < (rows.empty ?? 0)) continue;
    const footprint = footprintAt(rows, [x, y], length);
    if (fits(plot, footprint, FRONT_GAP_METRES)) laid.push(footprint);
  }
  return laid;
}

function footprintAt({ angle, depth, shape }: Rows, at: Point, length: number): Ring {
  const [centre] = placed([at], [0, 0], angle) as [Point];
  return shape ? placed(shape(length), centre, angle) : rectangle(centre, [length, depth], angle);
}

/** Low buildings along the streets around a plot, one for each straight piece; what is laid is taken. */
export function layFronts(
  plot: Plot,
  { depth, kinds }: { depth: number; kinds: readonly LineKind[] },
): Ring[] {
  const fronts = plot.edges.filter(({ kind }) => kinds.includes(kind));
  return fronts.flatMap((edge) => {
    const whole = Math.min(46, distance(edge.a, edge.b) - 7);
    const lengths = [whole, whole - 9, whole - 18].filter((length) => length >= 13);
    const front = lengths.map((length) => frontAt(edge, length, depth)).find((ring) => fits(plot, ring, 3));
    if (!front) return [];
    take(plot, [front]);
    return [front];
  });
}

function frontAt({ a, b, setback }: PlotEdge, length: number, depth: number): Ring {
  const along = unit(minus(b, a));
  const centre = add(between(a, b, 0.5), leftOf(along), setback + depth / 2 + 0.3);
  return rectangle(centre, [length, depth], Math.atan2(along[1], along[0]));
}

/** The first of the shapes that finds a place, largest first; what is placed is taken. */
export function firstFit(
  plot: Plot,
  shapes: readonly Ring[],
  { angle, random, gap = 9 }: { angle: number; random: Random; gap?: number },
): Ring | null {
  const centre = centroidOf(plot.ring);
  const reach = Math.sqrt(areaOf(plot.ring)) / 2;
  for (const shape of shapes) {
    for (let attempt = 0; attempt < 24; attempt++) {
      const spread = (reach * attempt) / 18;
      const at: Point = [
        centre[0] + random.between(-spread, spread),
        centre[1] + random.between(-spread, spread),
      ];
      const turned = attempt % 2 === 0 || shape.length > 6 ? angle : angle + Math.PI / 2;
      const footprint = placed(shape, at, turned);
      if (!fits(plot, footprint, gap)) continue;
      take(plot, [footprint]);
      return footprint;
    }
  }
  return null;
}
