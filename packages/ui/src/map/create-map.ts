import { BASEMAP_KINDS } from "@getu/domain";
import type { BasemapSource } from "@getu/domain";
import { mapStyle } from "@getu/layers";
import type { Ground, GroundLook } from "@getu/layers";
import { addProtocol, AttributionControl, Map as MapLibreMap } from "maplibre-gl";
import type { StyleSpecification } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { getI18n } from "react-i18next";
import { keepForeignStyle } from "./foreign-style.ts";
import type { Bounds, Padding } from "./map-types.ts";
import { absolute, DETAILED_FROM, groundUrl, isMissingGround, keepOwnGround } from "./own-ground.ts";

/** Names are drawn in these, whichever the machine has. */
const FONT_FAMILY =
  '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';

/**
 * Of each source as many tiles out of sight are kept as fill so many screens: the place that somebody comes from and goes
 * back to. MapLibre's five fill up with every place that was looked at, on a screen that is on all day: 10 MB of heap and
 * 200 MB of memory after six urgent incidents.
 */
const KEPT_SCREENS = 1;

/** What a map begins with. */
export type MapStart = {
  container: HTMLElement;
  /** Address below which the territory's own ground lies. */
  groundPath: string;
  basemap: BasemapSource;
  bounds: Bounds;
  padding: Padding;
  /** How many screens of tiles are kept out of sight; one unless said otherwise. */
  keptScreens?: number;
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
    locale: controlWords(),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0, // labels that fade keep the map drawing
    maxZoom: 20,
    maxTileCacheZoomLevels: start.keptScreens ?? KEPT_SCREENS,
  });
  map.on("error", ({ error }) => {
    if (!isMissingGround(error)) reportError(error);
  });
  if (start.basemap.kind === "own")
    keepOwnGround(map, { groundPath: start.groundPath, unit: look.unit, isOverview: beginsFar(start, look) });
  if (start.basemap.kind === "style") keepForeignStyle(map, start.basemap.url);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // The territory's own files need no credit; foreign ground does.
  if (start.basemap.kind !== "own")
    map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  return map;
}

/** What MapLibre's buttons say, which are English otherwise. */
function controlWords(): Record<string, string> {
  const { t } = getI18n();
  return { "NavigationControl.ZoomIn": t("map.zoomIn"), "NavigationControl.ZoomOut": t("map.zoomOut") };
}

function styleOf(start: MapStart, look: GroundLook): StyleSpecification | string {
  if (start.basemap.kind === "style") return start.basemap.url;
  return mapStyle(groundOf(start, look), look);
}

function groundOf(start: MapStart, look: GroundLook): Ground {
  const { basemap, groundPath } = start;
  if (basemap.kind === "pmtiles") return { kind: "pmtiles", url: absolute(basemap.url) };
  const isOverview = beginsFar(start, look);
  const urls = BASEMAP_KINDS.map((kind) => [kind, groundUrl(groundPath, kind, isOverview)]);
  return { kind: "own", urls: Object.fromEntries(urls) as Extract<Ground, { kind: "own" }>["urls"] };
}

/** Whether the whole territory is seen from so far, before there is a map that could say it. */
function beginsFar({ container, bounds: [west, , east], padding }: MapStart, { unit }: GroundLook): boolean {
  const pixels = container.clientWidth - padding.left - padding.right;
  return Math.log2((360 * pixels) / (512 * (east - west))) - Math.log2(unit) < DETAILED_FROM;
}
