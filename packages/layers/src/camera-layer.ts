import type { Camera } from "@getu/domain";
import { sectorPolygon } from "@getu/geometry";
import { IconLayer, SolidPolygonLayer } from "@deck.gl/layers";
import { toRgba } from "./colour.ts";
import { ICON_SCALE } from "./icon-atlas.ts";
import type { MarkStyle } from "./mark-style.ts";

/** One direction of one camera as an area on the ground. */
type Sector = { camera: Camera; outline: [number, number][] };

/** Assumed where the operator gives none: what a fixed street camera usually shows clearly. */
export const DEFAULT_RANGE_METRES = 40;

/** A sign per camera by its state; cameras out of order stay visible where those that work shrink to points. */
export function cameraLayer(cameras: readonly Camera[], style: MarkStyle & { detailed: boolean }) {
  const small = style.detailed ? 11 : 4;
  const size = (camera: Camera): number => (camera.status === "online" ? small : Math.max(9, small));
  return new IconLayer<Camera>({
    id: "cameras",
    data: cameras as Camera[],
    ...style.icons,
    getPosition: (camera) => camera.position,
    getIcon: (camera) => `camera:${camera.status}`,
    getSize: (camera) => size(camera) * ICON_SCALE,
    sizeScale: style.unit,
    opacity: style.detailed ? 1 : 0.85,
    updateTriggers: { getSize: style.detailed },
    pickable: true,
  });
}

/** What each camera looks at, by its state; a camera of unknown direction has no sector. */
export function cameraSectorLayer(cameras: readonly Camera[], style: MarkStyle) {
  return new SolidPolygonLayer<Sector>({
    id: "camera-sectors",
    data: cameraSectors(cameras),
    getPolygon: (sector) => sector.outline,
    getFillColor: (sector) => toRgba(style.theme.camera[sector.camera.status], 0.2),
    pickable: false,
  });
}

/** Every direction of every camera as a polygon. */
export function cameraSectors(cameras: readonly Camera[]): Sector[] {
  return cameras.flatMap((camera) =>
    camera.sectors.map((sector) => {
      const { position, rangeMetres } = camera;
      const shape = sectorPolygon({ ...sector, position, rangeMetres: rangeMetres ?? DEFAULT_RANGE_METRES });
      return { camera, outline: (shape.coordinates[0] ?? []) as [number, number][] };
    }),
  );
}
