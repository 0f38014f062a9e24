import type { LayerSpecification } from "maplibre-gl";

const ROAD_WORDS = /road|street|highway|transport/i;

/** The first layer that draws roads, by its name or what it draws from; undefined on ground without roads. */
export const firstRoad = (layers: readonly LayerSpecification[]): string | undefined =>
  layers.find((layer) => layer.type === "line" && isOfRoads(layer))?.id;

const isOfRoads = ({ id, "source-layer": drawn = "" }: LayerSpecification & { "source-layer"?: string }) =>
  ROAD_WORDS.test(id) || ROAD_WORDS.test(drawn);
