import { createGridTree } from "@getu/domain";
import type { Incident, Summary, Territory } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import {
  ALL_LAYERS,
  createFeed,
  createFormat,
  MapView,
  SelectionCard,
  useBasemap,
  useFreeArea,
  useLanguage,
} from "@getu/ui";
import type { Bounds, IncidentWords, MapCanvas, MapPosition, Picked, Shading, ShownHeat } from "@getu/ui";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { HeatPart } from "./heat-part.tsx";
import { TitleBar } from "./title-bar.tsx";
import { useLegendAges } from "./use-legend-ages.ts";
import { useMapContent } from "./use-map-content.ts";
import { useWallData } from "./use-wall-data.ts";
import { LeftSide, RightSide } from "./wall-sides.tsx";

const THEME = DARK_THEME;

/** The same list every time: a new one would have the map draw its marks again at every step of the slider. */
const NOTHING: readonly never[] = [];

/** Half the side of what is shown around one incident, in degrees: about 250 m. */
const CLOSE_DEGREES = 0.0022;

/** The wall of one territory: the map, and seven things beside it. */
export function TerritoryWall(props: {
  territory: Territory & { bbox: Bounds };
  territories: readonly Territory[];
  onTerritory: (code: string) => void;
  textPixels: number;
}): ReactNode {
  const { territory, textPixels } = props;
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const format = useMemo(() => createFormat(language, territory.timeZone), [language, territory.timeZone]);
  const basemap = useBasemap(territory.id);
  const unit = textPixels / 16;
  const [position, setPosition] = useState(() => homePosition(territory.bbox));
  const { live, now, slowNow, summary, zooms, grids, arcs, cameras, places, open, newest, catalogue } =
    useWallData(territory, { position, unit });
  const [picked, setPicked] = useState<Picked | null>(null);
  const [switches, setSwitches] = useState(ALL_LAYERS);
  const [shading, setShading] = useState<Shading>("heat");
  const [heat] = useState(() => createFeed<ShownHeat | null>(null));
  const canvasRef = useRef<MapCanvas>(null);
  const { mapRef, freeRef, padding } = useFreeArea();

  const tree = useMemo(() => createGridTree(grids ?? NOTHING), [grids]);
  const words: IncidentWords = useMemo(
    () => ({ catalogue: catalogue.data ?? null, tree, format, theme: THEME }),
    [catalogue.data, tree, format],
  );
  const content = useMapContent({
    grids,
    arcs,
    cameras: cameras.data ?? NOTHING,
    places: places.data ?? NOTHING,
    incidents: open.data?.incidents ?? NOTHING,
    summary: summary.data ?? null,
    heat,
    shading,
    switches,
    picked,
    now: slowNow,
  });
  const ages = useLegendAges(
    { incidents: open, cameras, places, grids: { dataUpdatedAt: arcs?.dataUpdatedAt ?? 0 } },
    { live, format },
  );
  const onMap = useMemo(() => ({ view: setPosition, pick: setPicked }), []);
  const closeCard = useCallback(() => setPicked(null), []);
  const onGrid = useCallback((gridId: number) => canvasRef.current?.goToGrid(gridId), []);
  const onIncident = useCallback((incident: Incident) => {
    canvasRef.current?.goTo(around(incident.position));
    setPicked({ kind: "incident", incident });
  }, []);

  return (
    <main className="wall" data-lost={live.status === "lost"}>
      <TitleBar
        territory={territory}
        territories={props.territories}
        onTerritory={props.onTerritory}
        live={live}
        asOf={summary.data ? new Date(summary.data.asOf) : null}
        now={now}
        format={format}
      />
      <div className="wall__map" ref={mapRef}>
        {basemap && padding && zooms && (
          <MapView
            key={unit}
            territory={territory}
            basemap={basemap}
            look={{ theme: THEME, unit }}
            zooms={zooms}
            padding={padding}
            content={content}
            canvasRef={canvasRef}
            onMap={onMap}
          />
        )}
      </div>
      <div className="wall__free" ref={freeRef} />
      <div className="wall__float">
        {picked && (
          <SelectionCard key={keyOf(picked)} picked={picked} words={words} now={now} onClose={closeCard} />
        )}
        {!position.isHome && (
          <button type="button" className="wall__home" onClick={() => canvasRef.current?.goHome()}>
            {t("wall.home")}
          </button>
        )}
      </div>
      <HeatPart
        place={{ territory, position, unit }}
        shading={{ value: shading, choose: setShading }}
        feed={heat}
        mostLate={mostLateOf(summary.data)}
        catalogue={words.catalogue}
        live={live}
        words={{ now: slowNow, format }}
      />
      <LeftSide
        summary={summary.data ?? null}
        grids={grids ?? NOTHING}
        tierName={labelOf(territory.tiers[0]!.name) /* a territory has at least one tier */}
        format={format}
        onGrid={onGrid}
      />
      <RightSide
        incidents={newest.data?.incidents ?? null}
        words={words}
        now={now}
        onIncident={onIncident}
        cameras={summary.data?.cameras ?? null}
        switches={switches}
        onSwitch={setSwitches}
        ages={ages}
      />
    </main>
  );
}

/** Where a map begins, as far as it can be said before there is one. */
function homePosition(bounds: Bounds): MapPosition {
  const [west, , east] = bounds;
  return { zoom: Math.log2((360 * innerWidth) / (512 * (east - west))) - 1, bounds, isHome: true };
}

const mostLateOf = (summary: Summary | undefined): number | null =>
  summary ? summary.byGrid.reduce((most, { overdue }) => Math.max(most, overdue), 0) : null;

const keyOf = (picked: Picked): string => JSON.stringify(picked);

const around = ([lng, lat]: readonly [number, number]): Bounds => [
  lng - CLOSE_DEGREES,
  lat - CLOSE_DEGREES,
  lng + CLOSE_DEGREES,
  lat + CLOSE_DEGREES,
];
