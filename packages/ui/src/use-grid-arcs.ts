import type { ArcPart, Boundaries, Territory } from "@getu/domain";
import { arcZoomFor } from "@getu/domain";
import { readArcFile } from "@getu/geometry";
import type { ArcColumns } from "@getu/geometry";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { fetchBytes } from "./fetch-bytes.ts";
import { partsOnScreen } from "./map-part.ts";
import type { MapPosition } from "./map/map-types.ts";
import { boundaryAddress } from "./use-grids.ts";

/** Boundaries on the screen, and those around each of the coarsest grids. */
export type GridArcs = {
  lines: readonly ArcColumns[];
  areas: ArcColumns;
  /** Of the boundaries that these are parts of: others may have been asked for meanwhile. */
  version: number;
  /** When the oldest of them came in, for their age. */
  dataUpdatedAt: number;
};

/** With this every key of such a part begins. */
const ARCS = "arcs";

const WHOLE = { level: 0, x: 0, y: 0 };

type View = { boundaries: Boundaries | null; position: Pick<MapPosition, "zoom" | "bounds">; unit: number };

/** What the map needs at its place; the last complete picture stays while another one comes in. Null before the first. */
export function useGridArcs(territory: Territory, { boundaries, position, unit }: View): GridArcs | null {
  const lines = boundaries ? partsOnScreen(position, { boundaries, unit }) : [];
  const areas: ArcPart[] = boundaries ? [{ tier: 0, zoom: arcZoomFor(position.zoom), cell: WHOLE }] : [];
  const results = useQueries({
    queries: [...areas, ...lines].map((part) => arcQuery(territory, boundaries!, part)), // parts are of boundaries
  });
  const [shown, setShown] = useState<GridArcs | null>(null);
  const next = boundaries ? toGridArcs(results, boundaries) : null;
  const isNew = next !== null && !isSame(shown, next);
  if (isNew) setShown(next); // during the render: the picture before is never drawn once more
  return isNew ? next : shown;
}

const arcQuery = (territory: Territory, boundaries: Boundaries, { tier, zoom, cell }: ArcPart) => {
  const path = [tier, zoom, cell.level, cell.x, cell.y].join("/");
  return {
    queryKey: [ARCS, territory.id, boundaries.tag, path],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      readArcFile(await fetchBytes(boundaryAddress(territory, boundaries, `arcs/${path}`), { signal })),
  };
};

/** Tells whenever it is asked whether parts of boundaries are on their way; what has failed is not waited for. */
export function useArcsOnTheirWay(): () => boolean {
  const cache = useQueryClient();
  return useCallback(
    () => cache.isFetching({ queryKey: [ARCS], predicate: ({ state }) => state.fetchFailureCount === 0 }) > 0,
    [cache],
  );
}

/** Null until every part is there. */
function toGridArcs(
  results: readonly UseQueryResult<ArcColumns>[],
  { version }: Boundaries,
): GridArcs | null {
  const [areas, ...lines] = results.flatMap(({ data }) => data ?? []);
  if (!areas || 1 + lines.length < results.length) return null;
  return { areas, lines, version, dataUpdatedAt: Math.min(...results.map((result) => result.dataUpdatedAt)) };
}

const isSame = (a: GridArcs | null, b: GridArcs): boolean =>
  a?.version === b.version &&
  a.areas === b.areas &&
  a.lines.length === b.lines.length &&
  a.lines.every((part, i) => part === b.lines[i]);
