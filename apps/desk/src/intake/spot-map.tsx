import type { BasemapSource, Territory } from "@getu/domain";
import { DARK_THEME, LIGHT_THEME, tierZooms } from "@getu/layers";
import { createMap, createTerritoryDrawing, useBoundaries, useGridArcs, useGrids } from "@getu/ui";
import type { Bounds, DrawnTerritory } from "@getu/ui";
import { Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

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
const PADDING = { top: 12, right: 12, bottom: 12, left: 12 };

type LiveMap = { map: MapLibreMap; draw: (territory: DrawnTerritory & Zoomed) => void };

/** The territory with its grids, to point at where something is; the spot and what lies near it are marked. */
export function SpotMap(props: SpotMapProps): ReactNode {
  const { territory, spot, others } = props;
  const { t } = useTranslation();
  const { container, live, place } = useLiveMap(props);
  const drawn = useDrawn(territory, place);
  useEffect(() => {
    if (live && drawn) live.draw(drawn);
  }, [live, drawn]);
  useEffect(() => {
    if (!live || !spot) return undefined;
    const marker = new Marker({ color: "#c0392b" }).setLngLat(spot).addTo(live.map);
    lookAt(live.map, spot);
    return () => void marker.remove();
  }, [live, spot]);
  useEffect(() => {
    if (!live) return undefined;
    const markers = others.map(({ mark, position: [lng, lat] }) =>
      new Marker({ element: markElement(mark) }).setLngLat([lng, lat]).addTo(live.map),
    );
    return () => markers.forEach((marker) => marker.remove());
  }, [live, others]);
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

type Place = { zoom: number; bounds: Bounds };

/** One map for as long as the page is open; where the machine has no WebGL 2 the address search still serves. */
function useLiveMap({ territory, basemap, onSpot }: SpotMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const start = useRef({ territory, basemap });
  const pointed = useRef(onSpot);
  const [live, setLive] = useState<LiveMap | null>(null);
  const [place, setPlace] = useState<Place>({ zoom: 14, bounds: territory.bbox });
  useEffect(() => {
    pointed.current = onSpot;
  }, [onSpot]);
  useEffect(() => {
    const made = startMap(container.current!, start.current); // effects run after the element is there
    made?.map.on("click", ({ lngLat: { lng, lat } }) => pointed.current([lng, lat]));
    made?.map.on("moveend", () => setPlace(placeOf(made.map)));
    setLive(made);
    return () => made?.map.remove();
  }, []);
  return { container, live, place };
}

function placeOf(map: MapLibreMap): Place {
  const bounds = map.getBounds();
  return {
    zoom: map.getZoom(),
    bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
  };
}

const zoomsOf = ({ bbox }: { bbox: Bounds }) => ({ latitude: (bbox[1] + bbox[3]) / 2, unit: 1 });

/** Boundaries and names as the map shows them at its place; null before the first. */
function useDrawn(territory: SpotMapProps["territory"], place: Place): (DrawnTerritory & Zoomed) | null {
  const boundaries = useBoundaries(territory).data ?? null;
  const names = useGrids(territory, boundaries, territory.tiers.length);
  const arcs = useGridArcs(territory, { boundaries, position: place, unit: 1 });
  return useMemo(() => {
    if (!boundaries || !names || !arcs) return null;
    return { ...arcs, names, zooms: tierZooms(boundaries, zoomsOf(territory)) };
  }, [territory, boundaries, names, arcs]);
}

type Zoomed = { zooms: ReturnType<typeof tierZooms> };

function startMap(
  container: HTMLElement,
  { territory, basemap }: Pick<SpotMapProps, "territory" | "basemap">,
): LiveMap | null {
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? DARK_THEME : LIGHT_THEME;
  const look = { theme, unit: 1 };
  try {
    const groundPath = `/territories/${territory.id}/basemap`;
    const map = createMap({ container, groundPath, basemap, bounds: territory.bbox, padding: PADDING }, look);
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.on("idle", () => (container.dataset["mapIdle"] = "true"));
    return { map, draw: drawOn(map, { look, isForeignGround: basemap.kind !== "own" }) };
  } catch {
    return null;
  }
}

/** Draws the grids once the style is there; how large they are is known with the first of them. */
function drawOn(
  map: MapLibreMap,
  options: Omit<Parameters<typeof createTerritoryDrawing>[1], "zooms">,
): (territory: DrawnTerritory & Zoomed) => void {
  let drawing: ReturnType<typeof createTerritoryDrawing> | null = null;
  let isStyled = false;
  map.once("style.load", () => {
    isStyled = true;
    drawing?.drawAll();
  });
  return (territory) => {
    if (!drawing) {
      drawing = createTerritoryDrawing(map, { ...options, zooms: territory.zooms });
      if (isStyled) drawing.drawAll();
    }
    drawing.setTerritory(territory);
  };
}
