import type { Boundaries, Summary, Territory } from "@getu/domain";
import { tierZooms } from "@getu/layers";
import {
  useBoundaries,
  useCameras,
  useGridArcs,
  useGrids,
  useIncidents,
  useLive,
  useNow,
  usePlaces,
  useSummary,
  withMargin,
} from "@getu/ui";
import type { CameraReach, MapPosition } from "@getu/ui";
import { useMemo } from "react";
import { useWatched } from "./use-watched.ts";

const NEWEST = { open: false, limit: 20 }; // more than the tallest screen shows
const SLOWLY_MS = 20_000;

/** More cameras than this are shown only where one zooms in: their dots would cover a city, and weigh 13 MB. */
const MOST_CAMERAS_AT_ONCE = 5_000;
const CAMERAS_FROM_REACH = 14;

/** Everything the wall shows of a territory at the map's place, kept up to date, and the server's time; `version` = of older boundaries. */
export function useWallData(
  territory: Territory,
  { position, unit, version }: { position: MapPosition; unit: number; version: number | null },
) {
  const live = useLive(territory.id);
  const serverNow = useNow(1_000) + live.offsetMs;
  const slowly = Math.floor(serverNow / SLOWLY_MS) * SLOWLY_MS;
  const summary = useSummary(territory.id);
  const reach = cameraReach(summary.data ?? null, { position, unit });
  const asked = useBoundaries(territory);
  const inForce = asked.data ?? null;
  const then = useBoundaries(territory, version);
  const boundaries = then.data ?? inForce; // not everybody sees older ones
  const arcs = useGridArcs(territory, { boundaries, position, unit });
  const cameras = useCameras(territory.id, reach);
  const places = usePlaces(territory.id);
  // Without these there is no map: a city's twenty thousand names, read with them, would hold up its lines.
  const coarsest = useGrids(territory, boundaries, coarsestTierOf(boundaries) + 1);
  const { open, urgent, watched } = useWatched(territory.id);
  const marked = [summary, reach === "none" ? null : cameras, places, open, urgent];
  return {
    live,
    now: useMemo(() => new Date(serverNow), [serverNow]),
    /** The same time in coarse steps, for what is costly to draw again. */
    slowNow: useMemo(() => new Date(slowly), [slowly]),
    summary,
    /** Null until it is known how large the grids are. */
    zooms: useMemo(
      () => boundaries && tierZooms(boundaries, { latitude: homeLatitude(territory), unit }),
      [boundaries, territory, unit],
    ),
    /** Which tier the coarsest grids that are seen are of: on a wall of one compound that of compounds. */
    coarsestTier: coarsestTierOf(inForce),
    grids: useGrids(territory, coarsest && boundaries, territory.tiers.length),
    arcs,
    /** As of when the lines are known to be those in force; others that are still to come, or do not come, make them old. */
    linesAnswer:
      inForce !== null && arcs?.version === inForce.version
        ? asked
        : { dataUpdatedAt: arcs?.dataUpdatedAt ?? 0, failureCount: 1 },
    /** Whether the map is to show other boundaries than it does. */
    areBoundariesComing:
      then.isPlaceholderData || (boundaries !== null && arcs?.version !== boundaries.version),
    /** Which cameras are shown. */
    cameraReach: reach,
    cameras,
    places,
    open,
    watched,
    /** Whether what is marked on the map has come; what fails is not waited for. */
    areMarksWhole: marked.every((each) => each === null || isSettled(each)),
    newest: useIncidents(territory.id, NEWEST),
  };
}

const coarsestTierOf = (boundaries: Boundaries | null): number =>
  Math.max(0, boundaries?.tiers.findIndex(({ grids }) => grids > 0) ?? 0);

type Asked = { isPending: boolean; failureCount: number };

const isSettled = ({ isPending, failureCount }: Asked): boolean => !isPending || failureCount > 0;

const homeLatitude = ({ bbox }: Territory): number => (bbox ? (bbox[1] + bbox[3]) / 2 : 0);

/** All cameras where there are few; in a city those around the screen, once it shows a neighbourhood. */
function cameraReach(
  summary: Summary | null,
  { position, unit }: { position: MapPosition; unit: number },
): CameraReach {
  if (!summary) return "none";
  const count = Object.values(summary.cameras).reduce((sum, each) => sum + each, 0);
  if (count <= MOST_CAMERAS_AT_ONCE) return "all";
  if (position.zoom - Math.log2(unit) < CAMERAS_FROM_REACH) return "none";
  return { bbox: withMargin(position.bounds) };
}
