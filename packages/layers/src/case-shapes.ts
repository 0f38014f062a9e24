import type { GridRings, Incident } from "@getu/domain";
import { sectorPolygon } from "@getu/geometry";
import type { ArcColumns } from "@getu/geometry";
import type { FeatureCollection, MultiLineString, Polygon } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import { positionsOf } from "./grid-lines.ts";
import type { GroundLook } from "./ground-style.ts";

/** What is drawn around one incident: how far off it may be, its grid, and the grid across the nearest border. */
type Shape = "accuracy" | "grid" | "neighbour";

/** Name of the source that the layers below read. */
export const CASE_SOURCE = "case";

/** The lines around a grid, each once, out of parts of one set of boundaries; empty where the parts do not have it. */
export function gridOutline(parts: readonly ArcColumns[], gridId: number | null): MultiLineString {
  const lines = new Map<number, MultiLineString["coordinates"][number]>();
  for (const part of parts) {
    const area = gridId === null ? -1 : part.areaIds.indexOf(gridId);
    if (area < 0) continue;
    for (const [i, number] of part.numbers.entries())
      if (part.left[i] === area || part.right[i] === area) lines.set(number, positionsOf(part, i));
  }
  return { type: "MultiLineString", coordinates: [...lines.values()] };
}

/**
 * The surroundings of an incident; one whose accuracy nobody knows has no disc. `outline` is its grid's, as rings,
 * where the parts do not have it.
 */
export function caseShapes(
  incident: Pick<Incident, "position" | "accuracyMetres" | "gridCurrent" | "neighbourGridId">,
  parts: readonly ArcColumns[],
  outline: GridRings | null,
): FeatureCollection<MultiLineString | Polygon, { shape: Shape }> {
  const { position, accuracyMetres, gridCurrent, neighbourGridId } = incident;
  const discOf = (rangeMetres: number): Polygon =>
    sectorPolygon({ position, bearingDegrees: 0, fieldOfViewDegrees: 360, rangeMetres });
  const feature = <G extends MultiLineString | Polygon>(shape: Shape, geometry: G) => ({
    type: "Feature" as const,
    properties: { shape },
    geometry,
  });
  return {
    type: "FeatureCollection",
    features: [
      feature("neighbour", gridOutline(parts, neighbourGridId)),
      feature(
        "grid",
        outline ? { type: "MultiLineString", coordinates: outline } : gridOutline(parts, gridCurrent),
      ),
      ...(accuracyMetres === null ? [] : [feature("accuracy", discOf(accuracyMetres))]),
    ],
  };
}

const only = (shape: Shape): ["==", ["get", string], string] => ["==", ["get", "shape"], shape];

/** Its grid in a strong line, the grid across the border in a dashed one, the accuracy as a faint disc. */
export function caseShapeLayers({ theme, unit }: GroundLook): LayerSpecification[] {
  const line = (shape: Shape, paint: object): LayerSpecification => ({
    id: `case-${shape}`,
    type: "line",
    source: CASE_SOURCE,
    filter: only(shape),
    layout: { "line-join": "round" },
    paint,
  });
  const disc: LayerSpecification = {
    id: "case-disc",
    type: "fill",
    source: CASE_SOURCE,
    filter: only("accuracy"),
    paint: { "fill-color": theme.picked, "fill-opacity": 0.12 },
  };
  return [
    disc,
    line("neighbour", {
      "line-color": theme.late,
      "line-width": 2.4 * unit,
      "line-dasharray": [2, 1.5],
    }),
    line("grid", { "line-color": theme.picked, "line-width": 2.8 * unit }),
    line("accuracy", { "line-color": theme.picked, "line-width": 1.2 * unit }),
  ];
}
