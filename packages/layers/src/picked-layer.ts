import type { LngLat } from "@getu/geometry";
import { ScatterplotLayer } from "@deck.gl/layers";
import { toRgba } from "./colour.ts";
import type { MarkStyle } from "./mark-style.ts";

/** Wider than the widest mark with its ring of lateness. */
const RADIUS = 19;

/** A bright ring on a dark one around the picked mark, so that it stands out on any ground. */
export function pickedLayer(position: LngLat, { theme, unit }: MarkStyle) {
  const rings = [
    { colour: theme.casing, width: 6 },
    { colour: theme.picked, width: 2.6 },
  ];
  return new ScatterplotLayer<(typeof rings)[number]>({
    id: "picked",
    data: rings,
    getPosition: () => [position[0], position[1]],
    radiusUnits: "pixels",
    getRadius: RADIUS * unit,
    stroked: true,
    filled: false,
    lineWidthUnits: "pixels",
    getLineWidth: (ring) => ring.width * unit,
    getLineColor: (ring) => toRgba(ring.colour),
    pickable: false,
  });
}
