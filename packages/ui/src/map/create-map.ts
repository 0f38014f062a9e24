import { BASEMAP_KINDS } from "@getu/domain";
import type { BasemapSource } from "@getu/domain";
import { mapStyle } from "@getu/layers";
import type { Ground, GroundLook } from "@getu/layers";
import { addProtocol, AJAXError, AttributionControl, Map as MapLibreMap } from "maplibre-gl";
import type { StyleSpecification } from "maplibre-gl";
import { Protocol } from "pmtiles";
import type { Bounds, Padding } from "./map-types.ts";

/** Names are drawn in these, whichever the machine has. */
const FONT_FAMILY =
  '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';

/** What a map begins with. */
export type MapStart = {
  container: HTMLElement;
  /** Address below which the territory's own ground lies. */
  groundPath: string;
  basemap: BasemapSource;
  bounds: Bounds;
  padding: Padding;
};

/** A MapLibre map that looks at the whole territory from the first frame on. */
export function createMap(start: MapStart, look: GroundLook): MapLibreMap {
  if (start.basemap.kind === "pmtiles") addProtocol("pmtiles", new Protocol().tile);
  const map = new MapLibreMap({
    container: start.container,
    style: styleOf(start, look),
    bounds: [...start.bounds] as [number, number, number, number],
    fitBoundsOptions: { padding: start.padding },
    localIdeographFontFamily: FONT_FAMILY,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0, // labels that fade keep the map drawing
    maxZoom: 20,
  });
  map.on("error", ({ error }) => {
    if (!isMissingGround(error)) reportError(error);
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // The territory's own files need no credit; foreign ground does.
  if (start.basemap.kind !== "own")
    map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  return map;
}

function styleOf(start: MapStart, look: GroundLook): StyleSpecification | string {
  if (start.basemap.kind === "style") return start.basemap.url;
  return mapStyle(groundOf(start), look);
}

function groundOf({ basemap, groundPath }: MapStart): Ground {
  if (basemap.kind === "pmtiles") return { kind: "pmtiles", url: absolute(basemap.url) };
  const urls = BASEMAP_KINDS.map((kind) => [kind, absolute(`${groundPath}/${kind}.json`)]);
  return { kind: "own", urls: Object.fromEntries(urls) as Extract<Ground, { kind: "own" }>["urls"] };
}

/** A territory may come without water or buildings; its map is drawn without them. */
const isMissingGround = (error: unknown): boolean =>
  error instanceof AJAXError && error.status === 404 && new URL(error.url).origin === location.origin;

const absolute = (path: string): string => new URL(path, location.href).href;
