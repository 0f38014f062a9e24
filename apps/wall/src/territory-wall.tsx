import { createGridTree, HEAT_LOOK } from "@getu/domain";
import type { NamedGrid, Territory } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import type { ShownCoverage } from "@getu/layers";
import {
  createFeed,
  createFormat,
  MapView,
  useCatalogue,
  useFreeArea,
  useGround,
  useLanguage,
  useLoopWords,
  OldClock,
  useOldWords,
  useReporting,
} from "@getu/ui";
import type {
  Bounds,
  Format,
  GridNote,
  IncidentWords,
  LiveState,
  MapCanvas,
  MapPosition,
  Picked,
  Shading,
  ShownHeat,
} from "@getu/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode, Ref } from "react";
import { NumberList } from "./number-list.tsx";
import type { Programme } from "./programme.ts";
import type { WallTerritory } from "./scenes/scene.ts";
import { SCENES } from "./scenes/scenes.ts";
import { UrgentScene } from "./scenes/urgent-scene.tsx";
import { HOME_LOOK, useHomeLook } from "./stage.ts";
import type { OpenedNumber, Replay, Stage } from "./stage.ts";
import { TitleBar } from "./title-bar.tsx";
import { findToldRestart } from "./told-restart.ts";
import { useHomeLanguage } from "./use-home-language.ts";
import { useMapContent } from "./use-map-content.ts";
import { useMosaic } from "./use-mosaic.ts";
import { useShown } from "./use-shown.ts";
import type { ShownNow } from "./use-shown.ts";
import { useTouch } from "./use-touch.ts";
import { useWallData } from "./use-wall-data.ts";

const THEME = DARK_THEME;

/** The same list every time: a new one would have the map draw its marks again at every step of the slider. */
const NOTHING: readonly never[] = [];

/** The wall of one territory: one map for as long as it is on, and the scenes around it in turn. */
export function TerritoryWall(props: {
  territory: WallTerritory;
  territories: readonly Territory[];
  onTerritory: (code: string) => void;
  programme: Programme;
  memory: Parameters<typeof useShown>[1]["memory"];
  /** True on a wall that the desk has taken. */
  isTaken: boolean;
  textPixels: number;
}): ReactNode {
  const { territory, programme } = props;
  const unit = props.textPixels / 16;
  const ground = useGround(territory.id);
  const { isTouched, gone, stay } = useTouch();
  const { stage, home, replay, coverage, measured, canvasRef, onMap } = useStage(territory, { unit, stay });
  const data = useWallData(territory, { ...stage, version: replay?.version ?? null });
  const { live, now, slowNow, summary, zooms } = data;
  const words = useWords(territory, data.grids ?? NOTHING);
  const { mapRef, freeRef, padding } = useFreeArea();
  useHomeLook(stage, isTouched);
  useHomeLanguage(props.isTaken, isTouched);
  const shown = useShown(programme, { territory, data, memory: props.memory, isTouched });
  useHomeWith(shown.key, stage);
  useReporting(props.isTaken ? reportOf(shown) : null, findToldRestart);
  const { wallRef, isMosaic } = useMosaic();
  const content = useMapContent({
    grids: data.grids,
    arcs: data.arcs,
    cameras: replay?.cameras ?? data.cameras.data ?? NOTHING,
    places: replay?.places ?? data.places.data ?? NOTHING,
    incidents: replay?.incidents ?? data.watched.incidents ?? NOTHING,
    areMarksWhole: data.areMarksWhole,
    summary: replay || coverage ? null : (summary.data ?? null), // what is late now says nothing of another time or matter
    heat: stage.heat,
    coverage,
    measured,
    shading: stage.shading,
    switches: stage.switches,
    picked: stage.picked,
    now: replay?.now ?? slowNow,
  });
  const writeOld = useOldClock(live, { format: words.format, now: slowNow });
  return (
    <OldClock value={writeOld}>
      <main
        ref={wallRef}
        className="wall"
        data-lost={live.status === "lost"}
        data-scene={shown.kind}
        data-mosaic={isMosaic}
      >
        <TitleBar
          {...props}
          shown={shown}
          live={live}
          asOf={summary.data ? new Date(summary.data.asOf) : null}
          now={now}
          format={words.format}
        />
        <MapPlace ref={mapRef}>
          {ground && padding && zooms && (
            <MapView
              key={`${unit} ${ground.name}`}
              territory={territory}
              basemap={ground.basemap}
              look={{ theme: THEME, unit }}
              zooms={zooms}
              padding={padding}
              home={home}
              content={content}
              canvasRef={canvasRef}
              onMap={onMap}
            />
          )}
        </MapPlace>
        <div className="wall__free" ref={freeRef} />
        <ShownScene
          key={`${shown.key} ${gone}` /* what somebody chose in it goes with them */}
          shown={shown}
          scene={{ territory, data, words, stage }}
        />
        {stage.opened && (
          <NumberList
            {...{ territory, words, now, stage, isTouched }}
            summary={summary.data ?? null}
            opened={stage.opened}
          />
        )}
      </main>
    </OldClock>
  );
}

/** How panels say since when they are old; null while the whole screen says it. */
function useOldClock(
  { status, offsetMs }: LiveState,
  { format, now }: { format: Format; now: Date },
): ((atMs: number) => string) | null {
  return useMemo(
    () => (status === "live" ? (atMs) => format.instant(new Date(atMs + offsetMs), now) : null),
    [status, offsetMs, format, now],
  );
}

const reportOf = (shown: ShownNow): Parameters<typeof useReporting>[0] => ({
  shows: shown.kind,
  incidentId: shown.kind === "urgent" ? shown.incident.id : null,
});

/** Has the map go home with the scene in which somebody has moved it. */
function useHomeWith(shown: string, { goHome }: Pick<Stage, "goHome">): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown) goHome();
    before.current = shown;
  }, [shown, goHome]);
}

/** Where the map lies; it looks old while what stands on it cannot be had. */
function MapPlace({ ref, children }: { ref: Ref<HTMLDivElement>; children: ReactNode }): ReactNode {
  return (
    <div className="wall__map" ref={ref} data-old={useOldWords("map") !== null}>
      {children}
    </div>
  );
}

type SceneGiven = Omit<Parameters<typeof UrgentScene>[0], "incident">;

function ShownScene({ shown, scene }: { shown: ReturnType<typeof useShown>; scene: SceneGiven }): ReactNode {
  const { round, seconds, spentMs } = shown;
  const { setPicked, setOpened } = scene.stage;
  // What was pointed at and opened goes with the scene: a list would hide where something urgent is.
  useEffect(
    () => () => {
      setPicked(null);
      setOpened(null);
    },
    [setPicked, setOpened],
  );
  if (shown.kind === "urgent") return <UrgentScene {...scene} incident={shown.incident} />;
  const { kind, heat = HEAT_LOOK, day = null } = shown;
  const Scene = SCENES[kind];
  return <Scene {...scene} {...{ round, seconds, spentMs }} heat={heat} day={day} />;
}

/** The map under the scenes, and what they make of it. */
function useStage(territory: WallTerritory, { unit, stay }: Pick<Stage, "unit" | "stay">) {
  const [position, setPosition] = useState(() => homePosition(territory.bbox));
  const [picked, setPicked] = useState<Picked | null>(null);
  const [switches, setSwitches] = useState(HOME_LOOK.switches);
  const [shading, setShading] = useState<Shading>(HOME_LOOK.shading);
  const [opened, setOpened] = useState<OpenedNumber | null>(null);
  const [home, setHome] = useState<Bounds | null>(null);
  const [replay, setReplay] = useState<Replay | null>(null);
  const [coverage, setCoverage] = useState<ShownCoverage | null>(null);
  const [measured, setMeasured] = useState<ReadonlyMap<number, GridNote> | null>(null);
  const [heat] = useState(() => createFeed<ShownHeat | null>(null));
  const canvasRef = useRef<MapCanvas>(null);
  const moves = useMemo(
    () => ({
      goTo: (bounds: Bounds) => canvasRef.current?.goTo(bounds),
      goToGrid: (gridId: number) => canvasRef.current?.goToGrid(gridId),
      goHome: () => canvasRef.current?.goHome(),
    }),
    [],
  );
  const onMap = useMemo(() => ({ view: setPosition, pick: setPicked }), []);
  const looks = { unit, position, heat, shading, switches, picked, opened } as const;
  const sets = { setShading, setSwitches, setPicked, setOpened, setHome, setReplay, stay } as const;
  const stage: Stage = { ...looks, ...sets, setCoverage, setMeasured, ...moves };
  return { stage, home: home ?? territory.bbox, replay, coverage, measured, canvasRef, onMap };
}

function useWords(territory: Territory, grids: readonly NamedGrid[]): IncidentWords {
  const { language } = useLanguage();
  const catalogue = useCatalogue(territory.id).data ?? null;
  const chain = useLoopWords(territory.id).data?.chain ?? null;
  const tree = useMemo(() => createGridTree(grids), [grids]);
  const format = useMemo(() => createFormat(language, territory.timeZone), [language, territory.timeZone]);
  return useMemo(() => ({ catalogue, tree, chain, format, theme: THEME }), [catalogue, tree, chain, format]);
}

/** Where a map begins, as far as it can be said before there is one. */
function homePosition(bounds: Bounds): MapPosition {
  const [west, , east] = bounds;
  return {
    zoom: Math.log2((360 * innerWidth) / (512 * (east - west))) - 1,
    bounds,
    isHome: true,
    isThere: true,
  };
}
