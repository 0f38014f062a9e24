import { bboxOf } from "@getu/geometry";
import type { AreaGeometry, Bbox, LngLat } from "@getu/geometry";
import type { Geometry, Position } from "geojson";

/** A part of the ground on paper, north up and true to scale; lengths on paper are millimetres. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  /** What of the ground is seen. */
  readonly bbox: Bbox;
  readonly metresPerMm: number;
  /** Where a position lies, from the upper left corner. */
  readonly toPaper: (position: readonly number[]) => [x: number, y: number];
  /** What lies under a place of the paper. */
  readonly toGround: (x: number, y: number) => LngLat;
};

/** Of the mean earth. */
const METRES_PER_DEGREE = 111_195;

/** Some twenty metres: a grid is never drawn larger than that. */
const LEAST_DEGREES = 0.0002;

/** The largest picture of a box on a paper of this size, with a margin around it. */
export function createFrame(
  [west, south, east, north]: Bbox,
  { width, height, margin }: { width: number; height: number; margin: number },
): Frame {
  const [lng, lat] = [(west + east) / 2, (south + north) / 2];
  // Over a town the meridians are parallel for all that paper can tell.
  const shrink = Math.cos((lat * Math.PI) / 180);
  const mmPerDegree = Math.min(
    (width - 2 * margin) / (Math.max(east - west, LEAST_DEGREES) * shrink),
    (height - 2 * margin) / Math.max(north - south, LEAST_DEGREES),
  );
  const toGround = (x: number, y: number): LngLat => [
    lng + (x - width / 2) / (mmPerDegree * shrink),
    lat - (y - height / 2) / mmPerDegree,
  ];
  const [[left, bottom], [right, top]] = [toGround(0, height), toGround(width, 0)];
  return {
    width,
    height,
    bbox: [left, bottom, right, top],
    metresPerMm: METRES_PER_DEGREE / mmPerDegree,
    toPaper: ([x = 0, y = 0]) => [
      width / 2 + (x - lng) * shrink * mmPerDegree,
      height / 2 - (y - lat) * mmPerDegree,
    ],
    toGround,
  };
}

/** The box around all of some areas; null without any. */
export function bboxOfAll(areas: readonly AreaGeometry[]): Bbox | null {
  return areas.length === 0 ? null : bboxOfBoxes(areas.map(bboxOf));
}

/** The box around all of some boxes; of none, one that is nowhere. */
export function bboxOfBoxes(boxes: readonly Bbox[]): Bbox {
  const [from, to] = [0, 1].map((axis) => Math.min(...boxes.map((box) => box[axis]!))) as [number, number]; // boxes have four
  const ends = [2, 3].map((axis) => Math.max(...boxes.map((box) => box[axis]!))) as [number, number]; // as above
  return [from, to, ...ends];
}

/** True when two boxes have something in common. */
export const isMeeting = (one: Bbox, other: Bbox): boolean =>
  one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

/** The box around the positions of a line. */
export function bboxOfLine(line: readonly Position[]): Bbox {
  const [lngs, lats] = [line.map(([lng = 0]) => lng), line.map(([, lat = 0]) => lat)];
  return [
    lngs.reduce((least, lng) => Math.min(least, lng), Infinity),
    lats.reduce((least, lat) => Math.min(least, lat), Infinity),
    lngs.reduce((most, lng) => Math.max(most, lng), -Infinity),
    lats.reduce((most, lat) => Math.max(most, lat), -Infinity),
  ];
}

/** Lines of a geometry; rings of areas are closed lines. */
export function linesOf(geometry: Geometry): readonly Position[][] {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.type === "MultiLineString" || geometry.type === "Polygon" ? geometry.coordinates : [];
}

/** SVG path data of lines; hundredths of a millimetre are finer than any printer. */
export const pathOf = (lines: readonly (readonly Position[])[], { toPaper }: Frame): string =>
  lines
    .map((line) => `M${line.map((position) => toPaper(position).map(hundredths).join(" ")).join("L")}`)
    .join("");

/** A length on paper as it is written into a drawing. */
export const hundredths = (mm: number): number => Math.round(mm * 100) / 100;
