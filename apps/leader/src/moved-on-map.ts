import { anchorOf } from "@getu/geometry";
import type { Format } from "@getu/ui";
import type { ExpressionSpecification, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { GroundChange, MovedPart } from "./ground-change.ts";
import { putSource } from "./put-source.ts";
import { sizeText } from "./size-text.ts";

const BEFORE = "ground-before";
const MOVED = "ground-moved";
const NAMES = "ground-moved-names";

const byWay = (gained: string, lost: string): ExpressionSpecification => [
  "case",
  ["==", ["get", "way"], "gained"],
  gained,
  lost,
];

const LAYERS: readonly LayerSpecification[] = [
  {
    id: MOVED,
    type: "fill",
    source: MOVED,
    paint: { "fill-color": byWay("#1769aa", "#b45309"), "fill-opacity": 0.28 },
  },
  {
    id: BEFORE,
    type: "line",
    source: BEFORE,
    paint: { "line-color": "#14231e", "line-width": 2, "line-dasharray": [3, 2] },
  },
  {
    id: NAMES,
    type: "symbol",
    source: NAMES,
    // Below the middle of the part, where the name of its grid may stand.
    layout: {
      "text-field": ["get", "words"],
      "text-font": ["Medium"],
      "text-size": 13,
      "text-offset": [0, 1.6],
    },
    paint: {
      "text-color": byWay("#0f4c7d", "#8a3d04"),
      "text-halo-color": "#ffffff",
      "text-halo-width": 1.6,
    },
  },
];

/** Draws where one's ground lay before, dashed, and tints and names what came and what went; until that has been read. */
export function useMovedOnMap(
  map: MapLibreMap | null,
  { change, format }: { change: GroundChange | null; format: Format },
): void {
  const { t } = useTranslation();
  useEffect(() => {
    const isFirst = !map?.getSource(MOVED);
    if (!map || (isFirst && !change?.parts.length)) return;
    const wordsOf = ({ way, squareMetres }: MovedPart): string =>
      t(`leader.changed.${way}`, { size: sizeText(squareMetres, { t, format }) });
    const parts = change?.parts ?? [];
    putSource(map, BEFORE, outlineOf(parts.length > 0 ? change : null));
    putSource(map, MOVED, areasOf(parts));
    putSource(map, NAMES, namesOf(parts, wordsOf));
    if (isFirst) for (const layer of LAYERS) map.addLayer(layer);
  }, [map, change, format, t]);
}

const outlineOf = (change: GroundChange | null): FeatureCollection => ({
  type: "FeatureCollection",
  features: change ? [{ type: "Feature", properties: {}, geometry: change.before }] : [],
});

const areasOf = (parts: readonly MovedPart[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: parts.map(({ way, area }) => ({ type: "Feature", properties: { way }, geometry: area })),
});

const namesOf = (parts: readonly MovedPart[], wordsOf: (part: MovedPart) => string): FeatureCollection => ({
  type: "FeatureCollection",
  features: parts.map((part) => ({
    type: "Feature",
    properties: { way: part.way, words: wordsOf(part) },
    geometry: { type: "Point", coordinates: [...anchorOf(part.area)] },
  })),
});
