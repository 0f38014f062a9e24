import type { Boundaries, Grid, GridEdges, Territory } from "@getu/domain";
import { readArcFile, toArcs } from "@getu/geometry";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { fetchBytes } from "./fetch-bytes.ts";
import { useTRPCClient } from "./trpc.ts";
import { boundaryAddress } from "./use-grids.ts";

/**
 * The boundaries in force that the viewer may see, exactly, as a redraw begins with them; read anew for every version, null
 * = of no territory.
 */
export function useRedrawBase(
  territory: Territory | null,
): UseQueryResult<{ edges: GridEdges; grids: Grid[] }> {
  const client = useTRPCClient();
  const read = async (of: Territory, signal: AbortSignal) => {
    const asked = { territoryId: of.id };
    const [boundaries, grids] = await Promise.all([
      client.grid.boundaries.query(asked, { signal }),
      client.grid.list.query(asked, { signal }),
    ]);
    return { edges: await fetchEdges(of, boundaries, signal), grids };
  };
  return useQuery({
    queryKey: ["redraw-base", territory?.id, territory?.version],
    queryFn: territory ? ({ signal }) => read(territory, signal) : skipToken,
  });
}

/** Every line between the finest grids as it is, not simplified. */
async function fetchEdges(
  territory: Territory,
  boundaries: Boundaries,
  signal: AbortSignal,
): Promise<GridEdges> {
  const finest = boundaries.tiers.length - 1;
  const address = boundaryAddress(territory, boundaries, `arcs/${finest}/20/0/0/0`);
  const columns = readArcFile(await fetchBytes(address, { signal }));
  const arcs = toArcs(columns).map(({ left, right, points }) => ({ left, right, points }));
  return { version: boundaries.version, gridIds: [...columns.areaIds], arcs };
}
