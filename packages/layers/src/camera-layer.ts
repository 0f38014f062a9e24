import { DEFAULT_RANGE_METRES } from "@getu/domain";
import type { Camera } from "@getu/domain";
import { sectorPolygon } from "@getu/geometry";
import { IconLayer, SolidPolygonLayer } from "@deck.gl/layers";
import { toRgba } from "./colour.ts";
import { ICON_SCALE } from "./icon-atlas.ts";
import type { MarkStyle } from "./mark-style.ts";

/** One direction of one camera as an area on the ground. */
type Sector = { camera: Camera; outline: [number, number][] };

// From afar a camera at work is a grain of the picture; one that is down still shows.
const DISTANT_SIZES = { online: 3, offline: 7, maintenance: 5, unknown: 5 } as const;
const DETAILED_SIZES = { online: 7, offline: 11, maintenance: 9, unknown: 10 } as const;

// Sectors of working cameras overlap along every street; those that see nothing now must still stand out.
const SECTOR_OPACITY = { online: 0.12, offline: 0.3, maintenance: 0.25, unknown: 0.15 } as const;

/** A sign per camera by its state; cameras out of order stay visible where those that work shrink to points. */
export function cameraLayer(cameras: readonly Camera[], style: MarkStyle & { detailed: boolean }) {
  const sizes = style.detailed ? DETAILED_SIZES : DISTANT_SIZES;
  return new IconLayer<Camera>({
    id: "cameras",
    data: cameras as Camera[],
    ...style.icons,
    getPosition: (camera) => camera.position,
    getIcon: (camera) => `camera:${camera.status}`,
    getSize: (camera) => sizes[camera.status] * ICON_SCALE,
    sizeScale: style.unit,
    opacity: style.detailed ? 1 : 0.7,
    updateTriggers: { getSize: style.detailed },
    pickable: true,
  });
}

/** What each camera looks at, by its state; another list of sectors is cut into triangles anew. */
export function cameraSectorLayer(sectors: readonly Sector[], style: MarkStyle) {
  return new SolidPolygonLayer<Sector>({
    id: "camera-sectors",
    data: sectors as Sector[],
    getPolygon: (sector) => sector.outline,
    getFillColor: (sector) =>
      toRgba(style.theme.camera[sector.camera.status], SECTOR_OPACITY[sector.camera.status]),
    pickable: false,
  });
}

/** Every direction of every camera as a polygon; a camera of unknown direction has none. */
export function cameraSectors(cameras: readonly Camera[]): readonly Sector[] {
  return cameras.flatMap((camera) =>
    camera.sectors.map((sector) => {
      const { position, rangeMetres } = camera;
      const shape = sectorPolygon({ ...sector, position, rangeMetres: rangeMetres ?? DEFAULT_RANGE_METRES });
      return { camera, outline: (shape.coordinates[0] ?? []) as [number, number][] };
    }),
  );
}
