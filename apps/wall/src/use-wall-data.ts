import type { Territory } from "@getu/domain";
import {
  useCameras,
  useCatalogue,
  useGridEdges,
  useGrids,
  useIncidents,
  useLive,
  useNow,
  usePlaces,
  useSummary,
} from "@getu/ui";
import { useMemo } from "react";

const NEWEST = { open: false, limit: 20 }; // more than the tallest screen shows
const OPEN = { open: true, limit: 5_000 }; // more dots than this say nothing any more; the numbers still count all
const SLOWLY_MS = 20_000;

/** Everything the wall shows of a territory, kept up to date, and the server's time. */
export function useWallData(territory: Territory) {
  const live = useLive(territory.id);
  const serverNow = useNow(1_000) + live.offsetMs;
  const slowly = Math.floor(serverNow / SLOWLY_MS) * SLOWLY_MS;
  return {
    live,
    now: new Date(serverNow),
    /** The same time in coarse steps, for what is costly to draw again. */
    slowNow: useMemo(() => new Date(slowly), [slowly]),
    summary: useSummary(territory.id),
    grids: useGrids(territory),
    edges: useGridEdges(territory),
    cameras: useCameras(territory.id),
    places: usePlaces(territory.id),
    open: useIncidents(territory.id, OPEN),
    newest: useIncidents(territory.id, NEWEST),
    catalogue: useCatalogue(territory.id),
  };
}
