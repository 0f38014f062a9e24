import type { MapTheme } from "@getu/layers";
import type { LayerSpecification } from "maplibre-gl";

/** Main roads of the house's own grounds; a foreign style draws rims of its own. */
const MAIN_ROADS: ReadonlySet<string> = new Set(["road-secondary", "road-arterial"]);

/** A rim on either side of every main road of a ground: a tint of a grid may have the colour of the road. */
export const roadEdges = (
  layers: readonly LayerSpecification[],
  { roadEdge }: MapTheme,
): LayerSpecification[] =>
  layers.flatMap((layer) => {
    if (layer.type !== "line" || !MAIN_ROADS.has(layer.id)) return [];
    const gap = layer.paint?.["line-width"];
    if (gap === undefined) return [];
    return [
      {
        ...layer,
        id: `${layer.id}-edge`,
        paint: { "line-color": roadEdge, "line-width": 1.4, "line-gap-width": gap },
      },
    ];
  });
