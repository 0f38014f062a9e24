import type { GridArea, GridsAround } from "@getu/domain";
import { LIGHT_THEME } from "@getu/layers";
import { anchorOf } from "@getu/geometry";
import { createMap, groundPathOf, useBasemap, usePlacesAround } from "@getu/ui";
import type { FeatureCollection } from "geojson";
import { GeoJSONSource, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "maplibre-gl/dist/maplibre-gl.css";
import { accuracyCircle } from "./accuracy-circle.ts";
import { communityOf } from "./duty.ts";
import type { OwnOutline } from "./known-ground.ts";
import { MapLegend } from "./map-legend.tsx";
import { useMarks, useMarksOnMap } from "./map-marks.ts";
import { useMovedOnMap } from "./moved-on-map.ts";
import { usePlaceCards, usePlacesOnMap } from "./map-places.ts";
import { putSource } from "./put-source.ts";
import { useGroundChange } from "./use-ground-change.ts";
import { useVisitLines } from "./visit/use-visit-lines.ts";
import type { Work } from "./work.ts";

setWorkerUrl(workerUrl);

type Position = [number, number];
type GridMapProps = {
  work: Work;
  /** A place that is being reported; null = none. */
  spot: { position: Position; accuracyMetres: number | null } | null;
  onTap: ((position: Position) => void) | null;
  /** Where one's ground lay, to be shown beside where it lies; null = it is not. */
  before: OwnOutline | null;
};

/** One's grid and its neighbours, one's work and visits as marks, and a spot with the circle of its accuracy. */
export function GridMap({ work, spot, onTap, before }: GridMapProps): ReactNode {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const tapped = useRef(onTap);
  const basemap = useBasemap(work.territory.id);
  const [map, setMap] = useState<MapLibreMap | "failed" | null>(null);
  useEffect(() => {
    tapped.current = onTap;
  }, [onTap]);
  const start = useRef({ work, before });
  useEffect(() => {
    if (!basemap) return undefined;
    const made = makeMap(container.current!, basemap, start.current); // effects run after the element is there
    made?.on("click", ({ lngLat }) => tapped.current?.([lngLat.lng, lngLat.lat]));
    if (made) void made.once("style.load", () => setMap(made)); // the ground may never come in
    else setMap("failed");
    return () => {
      setMap(null);
      made?.remove();
    };
  }, [basemap]);
  const drawn = map === "failed" ? null : map;
  useGridLines(drawn, work.around);
  const change = useGroundChange(work, before);
  useMovedOnMap(drawn, { change, format: work.format });
  const { data: places } = usePlacesAround({
    territoryId: work.territory.id,
    gridId: communityOf(work.duty),
  });
  usePlacesOnMap(drawn, places);
  usePlaceCards(onTap === null ? drawn : null, places); // a tap has another meaning in a report
  const lines = useVisitLines(work);
  const marks = useMarks(work, onTap === null ? lines : null); // while a place is pointed at nobody is visited
  useMarksOnMap(drawn, marks);
  useSpot(drawn, spot);
  if (map === "failed") return <p className="note">{t("leader.map.failed")}</p>;
  return (
    <>
      <div ref={container} className="map" role="application" aria-label={t("map.label")} />
      {onTap === null && (
        <MapLegend marks={marks} hasPlaces={(places?.length ?? 0) > 0} moved={change?.parts ?? []} />
      )}
    </>
  );
}

/** Null on a phone without WebGL 2. */
function makeMap(
  container: HTMLElement,
  basemap: NonNullable<ReturnType<typeof useBasemap>>,
  { work: { territory, duty, around }, before }: Pick<GridMapProps, "work" | "before">,
): MapLibreMap | null {
  const own = around?.grids.filter(({ isOwn }) => isOwn) ?? [];
  const bounds = boundsOf([...own, ...(before?.grids ?? [])]) ?? territory.bbox;
  if (!bounds) return null;
  try {
    const map = createMap(
      {
        container,
        groundPath: groundPathOf(territory.id, communityOf(duty)),
        basemap,
        bounds,
        padding: { top: 24, right: 24, bottom: 24, left: 24 },
      },
      { theme: LIGHT_THEME, unit: 1 },
    );
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
      if (sourceId === OUTLINES && isSourceLoaded) container.dataset["grids"] = "drawn";
    });
    return map;
  } catch {
    return null;
  }
}

/** The box around grids; null = there are none. */
function boundsOf(grids: readonly GridArea[]): [number, number, number, number] | null {
  const points = grids
    .flatMap(({ area }) => (area.type === "Polygon" ? [area.coordinates] : area.coordinates))
    .flat(2);
  if (points.length === 0) return null;
  const [lngs, lats] = [points.map((point) => point[0]!), points.map((point) => point[1]!)]; // points have both
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

const OUTLINES = "grids-around";
const NAMES = "names-around";

function useGridLines(map: MapLibreMap | null, around: GridsAround | null): void {
  useEffect(() => {
    if (!map || !around) return;
    const isFirst = !map.getSource(OUTLINES);
    putSource(map, OUTLINES, outlinesOf(around));
    putSource(map, NAMES, namesOf(around));
    if (isFirst) for (const layer of OUTLINE_LAYERS) map.addLayer(layer);
  }, [map, around]);
}

const outlinesOf = ({ grids }: GridsAround): FeatureCollection => ({
  type: "FeatureCollection",
  features: grids.map(({ isOwn, area }) => ({ type: "Feature", properties: { isOwn }, geometry: area })),
});

/** Of outlines the map would write a name once in each of its tiles. */
const namesOf = ({ grids }: GridsAround): FeatureCollection => ({
  type: "FeatureCollection",
  features: grids.map(({ name, area }) => ({
    type: "Feature",
    properties: { name },
    geometry: { type: "Point", coordinates: [...anchorOf(area)] },
  })),
});

const OUTLINE_LAYERS: readonly LayerSpecification[] = [
  {
    id: "own-fill",
    type: "fill",
    source: OUTLINES,
    filter: ["get", "isOwn"],
    paint: { "fill-color": "#0b6b58", "fill-opacity": 0.14 },
  },
  {
    id: "outlines",
    type: "line",
    source: OUTLINES,
    layout: { "line-sort-key": ["case", ["get", "isOwn"], 1, 0] },
    paint: {
      "line-color": ["case", ["get", "isOwn"], "#0b6b58", "#6b7c76"],
      "line-width": ["case", ["get", "isOwn"], 3, 1],
    },
  },
  {
    id: "outline-names",
    type: "symbol",
    source: NAMES,
    layout: { "text-field": ["get", "name"], "text-font": ["Medium"], "text-size": 13 },
    paint: { "text-color": "#14231e", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
  },
];

const SPOT = "spot";

function useSpot(map: MapLibreMap | null, spot: GridMapProps["spot"]): void {
  const [lng, lat] = spot?.position ?? [null, null];
  const accuracy = spot?.accuracyMetres ?? 0;
  useEffect(() => {
    if (!map || lng === null || lat === null) return undefined;
    const marker = new Marker({ color: "#c0392b" }).setLngLat([lng, lat]).addTo(map);
    if (!map.getBounds().contains([lng, lat])) map.panTo([lng, lat], { animate: false });
    if (!map.getSource(SPOT)) {
      map.addSource(SPOT, { type: "geojson", data: accuracyCircle([lng, lat], accuracy) });
      map.addLayer({
        id: SPOT,
        type: "fill",
        source: SPOT,
        paint: { "fill-color": "#c0392b", "fill-opacity": 0.18 },
      });
    }
    const source = map.getSource(SPOT);
    if (source instanceof GeoJSONSource) void source.setData(accuracyCircle([lng, lat], accuracy));
    return () => void marker.remove();
  }, [map, lng, lat, accuracy]);
}
