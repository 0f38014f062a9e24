import type { BasemapSource, Incident, Territory } from "@getu/domain";
import { CASE_SOURCE, caseShapeLayers, caseShapes } from "@getu/layers";
import type { Bounds, Case } from "@getu/ui";
import { GeoJSONSource, LngLatBounds, Marker } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect, useMemo, useRef } from "react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useDeskMap } from "../desk-map.ts";
import type { DeskMap } from "../desk-map.ts";

type CaseMapProps = {
  territory: Territory;
  basemap: BasemapSource;
  incident: Incident;
  outline: Case["outline"];
};
type Shapes = ReturnType<typeof caseShapes>;

/** Half the side of what is shown first, in degrees: about 250 m. */
const CLOSE_DEGREES = 0.0022;
const AROUND = { padding: 28, animate: false, maxZoom: 18 };

const around = ([lng, lat]: Incident["position"]): Bounds => [
  lng - CLOSE_DEGREES,
  lat - CLOSE_DEGREES,
  lng + CLOSE_DEGREES,
  lat + CLOSE_DEGREES,
];

/** Where an incident lies: its mark, how far off it may be, its grid, and the grid across the nearest border. */
export function CaseMap({ territory, basemap, incident, outline }: CaseMapProps): ReactNode {
  const { t } = useTranslation();
  const { position } = incident;
  const { container, desk, drawn } = useDeskMap({ territory, basemap, bounds: around(position) });
  const { gridCurrent, neighbourGridId, accuracyMetres } = incident;
  const [lng, lat] = position;
  const shapes = useMemo(() => {
    const place = {
      position: [lng, lat] as Incident["position"],
      gridCurrent,
      neighbourGridId,
      accuracyMetres,
    };
    return drawn && caseShapes(place, drawn.lines, outline);
  }, [drawn, outline, lng, lat, gridCurrent, neighbourGridId, accuracyMetres]);
  useEffect(() => {
    const marker = desk && new Marker({ color: "#b3141f" }).setLngLat([lng, lat]).addTo(desk.map);
    return () => void marker?.remove();
  }, [desk, lng, lat]);
  const newest = useRef<Shapes | null>(null);
  useEffect(() => {
    if (!desk || !shapes) return;
    if (newest.current === null) fit(desk.map, shapes);
    newest.current = shapes;
    void show(desk, newest);
  }, [desk, shapes]);
  return <div ref={container} className="case__map" role="application" aria-label={t("desk.case.map")} />;
}

/** Shows the incident's grid whole; without one the place stays as near as it is. */
function fit(map: MapLibreMap, { features }: Shapes): void {
  const own = features.filter(({ properties }) => properties.shape !== "neighbour");
  const box = new LngLatBounds();
  for (const [lng, lat] of own.flatMap(({ geometry }) => geometry.coordinates.flat()))
    if (lng !== undefined && lat !== undefined) box.extend([lng, lat]);
  if (!box.isEmpty()) map.fitBounds(box, AROUND);
}

/** Draws the newest as soon as there is a style to draw into. */
async function show({ map, look, styled }: DeskMap, newest: RefObject<Shapes | null>): Promise<void> {
  await styled;
  const shapes = newest.current;
  if (!shapes) return;
  const source = map.getSource(CASE_SOURCE);
  if (source instanceof GeoJSONSource) {
    void source.setData(shapes);
    return;
  }
  map.addSource(CASE_SOURCE, { type: "geojson", data: shapes });
  for (const layer of caseShapeLayers(look)) map.addLayer(layer);
}
