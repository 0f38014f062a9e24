import type { LayersList } from "@deck.gl/core";
import { SolidPolygonLayer, TextLayer } from "@deck.gl/layers";
import type { BlindSpot, CameraView } from "@getu/domain";
import { toDegrees, unpackPoints } from "@getu/geometry";
import { toRgba } from "./colour.ts";
import type { MarkStyle } from "./mark-style.ts";

/** What cameras see, and where incidents gather unseen, worst first. */
export type ShownCoverage = { views: readonly CameraView[]; spots: readonly BlindSpot[] };

/** One outline of what a camera sees. */
type SeenArea = { certainty: keyof MarkStyle["theme"]["seen"]; outline: [number, number][] };

const SEEN_OPACITY = { verified: 0.5, assumed: 0.34 } as const;

// The stronger colour wins where areas overlap: added up they would look like more than they are, ground seen once or five
// times is ground seen.
const UNION = { blendColorOperation: "max", blendAlphaOperation: "max" } as const;

const BADGE_SIZE = 17;

/** Every outline that is seen, what is verified after what is assumed. */
export function seenAreas(views: readonly CameraView[]): readonly SeenArea[] {
  const areas = views.flatMap(({ certainty, outlines }) =>
    certainty === null ? [] : outlines.map((points) => ({ certainty, outline: toOutline(points) })),
  );
  return areas.sort((a, b) => Number(a.certainty === "verified") - Number(b.certainty === "verified"));
}

function toOutline(points: readonly number[]): [number, number][] {
  const units = unpackPoints(points);
  return Array.from({ length: units.length / 2 }, (_, i) => [
    toDegrees(units[2 * i]!), // two numbers a point
    toDegrees(units[2 * i + 1]!), // as above
  ]);
}

/** The ground that is seen, as one area for each certainty. */
function seenGroundLayer(areas: readonly SeenArea[], { theme }: MarkStyle) {
  return new SolidPolygonLayer<SeenArea>({
    id: "seen-ground",
    data: areas as SeenArea[],
    getPolygon: ({ outline }) => outline,
    getFillColor: ({ certainty }) => toRgba(theme.seen[certainty], SEEN_OPACITY[certainty]),
    parameters: UNION,
    pickable: false,
  });
}

/** Blind spots under the numbers that a list beside the map gives them, from 1. */
function blindSpotLayer(spots: readonly BlindSpot[], { theme, unit }: MarkStyle) {
  return new TextLayer<BlindSpot>({
    id: "blind-spots",
    data: spots as BlindSpot[],
    characterSet: "0123456789",
    fontFamily: "system-ui, sans-serif",
    fontWeight: 700,
    getPosition: ({ position }) => position,
    getText: (_spot, { index }) => String(index + 1),
    getSize: BADGE_SIZE * unit,
    getColor: toRgba(theme.casing),
    background: true,
    backgroundPadding: [5 * unit, 1 * unit],
    getBackgroundColor: toRgba(theme.late),
    getBorderColor: toRgba(theme.casing),
    getBorderWidth: 2 * unit,
    pickable: false,
  });
}

/** Coverage from the ground up; another list of areas is cut into triangles anew. */
export const coverageLayers = (
  { areas, spots }: { areas: readonly SeenArea[]; spots: readonly BlindSpot[] },
  style: MarkStyle,
): LayersList => [seenGroundLayer(areas, style), blindSpotLayer(spots, style)];
