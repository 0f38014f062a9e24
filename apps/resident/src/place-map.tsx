import type { BasemapSource, Office } from "@getu/domain";
import { LIGHT_THEME } from "@getu/layers";
import { createMap } from "@getu/ui";
import { Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

type Position = [number, number];
type PlaceMapProps = {
  territory: Office["territories"][number];
  basemap: BasemapSource;
  position: Position | null;
  onTap: (position: Position) => void;
};

/** Close enough to tell one entrance from the next. */
const CLOSE_ZOOM = 17;

/** A map to tap on, in a chunk of its own: whoever gives the phone's position need not wait for it. */
export function PlaceMap({ territory, basemap, position, onTap }: PlaceMapProps): ReactNode {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const start = useRef({ territory, basemap });
  const tapped = useRef(onTap);
  const [map, setMap] = useState<MapLibreMap | null>(null);
  useEffect(() => {
    tapped.current = onTap;
  }, [onTap]);
  useEffect(() => {
    const made = makeMap(container.current!, start.current); // effects run after the element is there
    made?.on("click", ({ lngLat }) => tapped.current([lngLat.lng, lngLat.lat]));
    setMap(made);
    return () => made?.remove();
  }, []);
  useEffect(() => {
    if (!map || !position) return undefined;
    const marker = new Marker({ color: "#c0392b" }).setLngLat(position).addTo(map);
    if (map.getZoom() < CLOSE_ZOOM - 2) map.jumpTo({ center: position, zoom: CLOSE_ZOOM });
    else if (!map.getBounds().contains(position)) map.panTo(position, { animate: false });
    return () => void marker.remove();
  }, [map, position]);
  return <div ref={container} className="map" role="application" aria-label={t("resident.place.map")} />;
}

/** Null on a phone without WebGL 2: its position still serves. */
function makeMap(
  container: HTMLElement,
  { territory, basemap }: Pick<PlaceMapProps, "territory" | "basemap">,
): MapLibreMap | null {
  try {
    const map = createMap(
      {
        container,
        groundPath: `/report/territories/${territory.id}/basemap`,
        basemap,
        bounds: territory.bbox,
        padding: { top: 8, right: 8, bottom: 8, left: 8 },
      },
      { theme: LIGHT_THEME, unit: 1 },
    );
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.on("idle", () => (container.dataset["mapIdle"] = "true"));
    return map;
  } catch {
    return null;
  }
}
