import type { BasemapSource, Territory } from "@getu/domain";
import type { Bounds } from "@getu/ui";
import { Marker } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDeskMap } from "../desk-map.ts";

type Position = [number, number];
type SpotMapProps = {
  territory: Territory & { bbox: Bounds };
  basemap: BasemapSource;
  spot: Position | null;
  /** Likely duplicates, by the marks that the list beside the map gives them. */
  others: readonly { mark: string; position: readonly [number, number] }[];
  onSpot: (position: Position) => void;
};

/** Close enough to tell one entrance from the next. */
const CLOSE_ZOOM = 17;

/** The territory with its grids, to point at where something is; the spot and what lies near it are marked. */
export function SpotMap(props: SpotMapProps): ReactNode {
  const { territory, basemap, spot, others, onSpot } = props;
  const { t } = useTranslation();
  const { container, desk } = useDeskMap({ territory, basemap, bounds: territory.bbox });
  useEffect(() => {
    const clicks = desk?.map.on("click", ({ lngLat: { lng, lat } }) => onSpot([lng, lat]));
    return () => clicks?.unsubscribe();
  }, [desk, onSpot]);
  useEffect(() => {
    if (!desk || !spot) return undefined;
    const marker = new Marker({ color: "#c0392b" }).setLngLat(spot).addTo(desk.map);
    lookAt(desk.map, spot);
    return () => void marker.remove();
  }, [desk, spot]);
  useEffect(() => {
    if (!desk) return undefined;
    const markers = others.map(({ mark, position: [lng, lat] }) =>
      new Marker({ element: markElement(mark) }).setLngLat([lng, lat]).addTo(desk.map),
    );
    return () => markers.forEach((marker) => marker.remove());
  }, [desk, others]);
  return <div ref={container} className="intake__map" role="application" aria-label={t("desk.intake.map")} />;
}

function markElement(mark: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "intake__mark";
  element.textContent = mark;
  return element;
}

function lookAt(map: MapLibreMap, spot: Position): void {
  if (map.getZoom() < CLOSE_ZOOM - 2) map.jumpTo({ center: spot, zoom: CLOSE_ZOOM });
  else if (!map.getBounds().contains(spot)) map.panTo(spot, { animate: false });
}
