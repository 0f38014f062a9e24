import type { LayerSpecification } from "maplibre-gl";
import type { GroundLook } from "./ground-style.ts";

/** The ground from an archive in the Protomaps schema (version 4), as quiet as the territory's own. */
export function protomapsLayers({ theme, unit }: GroundLook): LayerSpecification[] {
  const source = "ground";
  const road = (id: string, kinds: string[], colour: string, width: number): LayerSpecification => ({
    id,
    type: "line",
    source,
    "source-layer": "roads",
    filter: ["in", ["get", "kind"], ["literal", kinds]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": [
        "interpolate",
        ["exponential", 1.6],
        ["zoom"],
        10,
        width * 0.06 * unit,
        18,
        width * unit,
      ],
    },
  });
  return [
    { id: "earth", type: "fill", source, "source-layer": "earth", paint: { "fill-color": theme.land } },
    {
      id: "green",
      type: "fill",
      source,
      "source-layer": "landuse",
      filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "wood", "grass", "nature_reserve"]]],
      paint: { "fill-color": theme.green },
    },
    {
      id: "water",
      type: "fill",
      source,
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": theme.water },
    },
    {
      id: "building",
      type: "fill",
      source,
      "source-layer": "buildings",
      paint: { "fill-color": theme.building },
    },
    road("road-lane", ["minor_road", "path", "other"], theme.road.lane, 7),
    road("road-secondary", ["major_road"], theme.road.secondary, 12),
    road("road-arterial", ["highway"], theme.road.arterial, 18),
    {
      id: "road-name",
      type: "symbol",
      source,
      "source-layer": "roads",
      minzoom: 14.8 + Math.log2(unit),
      filter: ["has", "name"],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 420 * unit,
        "text-field": ["coalesce", ["get", "name:zh"], ["get", "name"]],
        "text-font": ["Regular"],
        "text-size": 16 * unit,
      },
      paint: {
        "text-color": theme.roadName,
        "text-halo-color": theme.halo,
        "text-halo-width": 1.5 * unit,
      },
    },
  ];
}
