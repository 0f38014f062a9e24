import type { BasemapSource, Territory } from "@getu/domain";
import { DARK_THEME, LIGHT_THEME, tierZooms } from "@getu/layers";
import type { GroundLook } from "@getu/layers";
import {
  createMap,
  createTerritoryDrawing,
  groundPathOf,
  useBoundaries,
  useGridArcs,
  useGrids,
} from "@getu/ui";
import type { Bounds, DrawnTerritory } from "@getu/ui";
import { NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useMemo, useRef, useState } from "react";
import type { RefObject } from "react";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

/** What a map of the desk shows first. */
export type DeskMapStart = { territory: Territory; basemap: BasemapSource; bounds: Bounds };

/** A map on the page. */
export type DeskMap = {
  map: MapLibreMap;
  look: GroundLook;
  /** Resolves when there is a style to draw into. */
  styled: Promise<void>;
  draw: (territory: ZoomedTerritory) => void;
};

type ZoomedTerritory = DrawnTerritory & { zooms: ReturnType<typeof tierZooms> };

/** The desk's map of a territory with its grids: one for as long as its element is there, null without WebGL 2. */
export function useDeskMap(start: DeskMapStart): {
  container: RefObject<HTMLDivElement | null>;
  desk: DeskMap | null;
  /** Boundaries and names at the map's place; null before the first. */
  drawn: DrawnTerritory | null;
} {
  const container = useRef<HTMLDivElement>(null);
  const begin = useRef(start);
  const [desk, setDesk] = useState<DeskMap | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const made = startMap(container.current!, begin.current); // effects run after the element is there
    made?.map.on("moveend", () => setPlace(placeOf(made.map)));
    setDesk(made);
    if (made) setPlace(placeOf(made.map));
    return () => made?.map.remove();
  }, []);
  const drawn = useDrawn(start, place);
  useEffect(() => {
    if (desk && drawn) desk.draw(drawn);
  }, [desk, drawn]);
  return { container, desk, drawn };
}

const PADDING = { top: 12, right: 12, bottom: 12, left: 12 };

type Place = { zoom: number; bounds: Bounds };

function placeOf(map: MapLibreMap): Place {
  const [[west, south], [east, north]] = map.getBounds().toArray();
  return { zoom: map.getZoom(), bounds: [west, south, east, north] };
}

function useDrawn({ territory, bounds }: DeskMapStart, place: Place | null): ZoomedTerritory | null {
  const boundaries = useBoundaries(territory).data ?? null;
  const names = useGrids(territory, boundaries, territory.tiers.length);
  const position = place ?? { zoom: 0, bounds };
  const arcs = useGridArcs(territory, { boundaries: place && boundaries, position, unit: 1 });
  const latitude = (bounds[1] + bounds[3]) / 2;
  return useMemo(() => {
    if (!boundaries || !names || !arcs) return null;
    return { ...arcs, names, zooms: tierZooms(boundaries, { latitude, unit: 1 }) };
  }, [latitude, boundaries, names, arcs]);
}

function startMap(container: HTMLElement, { territory, basemap, bounds }: DeskMapStart): DeskMap | null {
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? DARK_THEME : LIGHT_THEME;
  const look = { theme, unit: 1 };
  try {
    const groundPath = groundPathOf(territory.id);
    const map = createMap({ container, groundPath, basemap, bounds, padding: PADDING }, look);
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.on("idle", () => (container.dataset["mapIdle"] = "true"));
    const styled = new Promise<void>((resolve) => {
      map.once("style.load", () => resolve());
    });
    const draw = drawOn({ map, styled }, { look, isForeignGround: basemap.kind !== "own" });
    return { map, look, styled, draw };
  } catch {
    return null;
  }
}

/** Draws the grids once the style is there; how large they are is known with the first of them. */
function drawOn(
  { map, styled }: Pick<DeskMap, "map" | "styled">,
  options: Omit<Parameters<typeof createTerritoryDrawing>[1], "zooms">,
): DeskMap["draw"] {
  let drawing: ReturnType<typeof createTerritoryDrawing> | null = null;
  const begin = async (made: ReturnType<typeof createTerritoryDrawing>): Promise<void> => {
    await styled;
    made.drawAll();
  };
  return (territory) => {
    if (!drawing) {
      drawing = createTerritoryDrawing(map, { ...options, zooms: territory.zooms });
      void begin(drawing);
    }
    drawing.setTerritory(territory);
  };
}
