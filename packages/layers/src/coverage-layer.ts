import type { LayersList } from "@deck.gl/core";
import { SolidPolygonLayer, TextLayer } from "@deck.gl/layers";
import type { BlindSpot, CameraView } from "@getu/domain";
import { toDegrees, unpackPoints } from "@getu/geometry";
import { toRgba } from "./colour.ts";
import { HatchedLayer } from "./hatched-layer.ts";
import type { MarkStyle } from "./mark-style.ts";

/** What cameras see, and where incidents gather unseen, worst first. */
export type ShownCoverage = { views: readonly CameraView[]; spots: readonly BlindSpot[] };

type Certainty = keyof MarkStyle["theme"]["seen"];

type Outline = [number, number][];

/** Outlines of what is seen, by how sure that is. */
type SeenAreas = Record<Certainty, readonly Outline[]>;

/** How little of the ground comes through; a colour that the maximum is taken of is itself laid on in full. */
export const SEEN_OPACITY = 0.6;

/** Wide enough to be told from a filled area across a hall. */
const STRIPE = 5;

// The stronger colour wins where areas overlap: added up they would look like more than they are, ground seen once or five
// times is ground seen.
const UNION = { blendColorOperation: "max", blendAlphaOperation: "max" } as const;

const BADGE_SIZE = 17;
const BADGE_PADDING = [5, 1] as const;
const BADGE_BORDER = 2;
const DIGITS_WIDTH = 1.2; // of two digits, in heights of the letters

/** How much room the badge of a blind spot takes with two digits, in pixels. */
export const blindSpotSize = ({ unit }: Pick<MarkStyle, "unit">): { width: number; height: number } => ({
  width: unit * (DIGITS_WIDTH * BADGE_SIZE + 2 * (BADGE_PADDING[0] + BADGE_BORDER)),
  height: unit * (BADGE_SIZE + 2 * (BADGE_PADDING[1] + BADGE_BORDER)),
});

/** Every outline that is seen; what counts for nothing is in neither list. */
export function seenAreas(views: readonly CameraView[]): SeenAreas {
  const of = (wanted: Certainty): Outline[] =>
    views.flatMap(({ certainty, outlines }) => (certainty === wanted ? outlines.map(toOutline) : []));
  return { verified: of("verified"), assumed: of("assumed") };
}

function toOutline(points: readonly number[]): Outline {
  const units = unpackPoints(points);
  return Array.from({ length: units.length / 2 }, (_, i) => [
    toDegrees(units[2 * i]!), // two numbers a point
    toDegrees(units[2 * i + 1]!), // as above
  ]);
}

/** The ground that is seen: as one filled area what is verified, as one of stripes below it what is assumed. */
function seenGroundLayers(areas: SeenAreas, { theme, unit }: MarkStyle): LayersList {
  const propsOf = (certainty: Certainty) => ({
    id: `seen-${certainty}`,
    data: areas[certainty] as Outline[],
    getPolygon: (outline: Outline) => outline,
    getFillColor: toRgba(theme.seen[certainty], SEEN_OPACITY),
    parameters: UNION,
    pickable: false,
  });
  return [
    new HatchedLayer<Outline>({ ...propsOf("assumed"), stripePixels: STRIPE * unit }),
    new SolidPolygonLayer<Outline>(propsOf("verified")),
  ];
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
    backgroundPadding: [BADGE_PADDING[0] * unit, BADGE_PADDING[1] * unit],
    getBackgroundColor: toRgba(theme.late),
    getBorderColor: toRgba(theme.casing),
    getBorderWidth: BADGE_BORDER * unit,
    pickable: false,
  });
}

/** Coverage from the ground up; another list of areas is cut into triangles anew. */
export const coverageLayers = (
  { areas, spots }: { areas: SeenAreas; spots: readonly BlindSpot[] },
  style: MarkStyle,
): LayersList => [...seenGroundLayers(areas, style), blindSpotLayer(spots, style)];
