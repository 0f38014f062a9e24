import type { Grid, GridEdges, Territory } from "@getu/domain";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPCClient } from "./trpc.ts";

/**
 * The boundaries in force that the viewer may see, exactly, as a redraw begins with them; read anew for every version, null
 * = of no territory.
 */
export function useRedrawBase(
  territory: Territory | null,
): UseQueryResult<{ edges: GridEdges; grids: Grid[] }> {
  const client = useTRPCClient();
  const read = async ({ id: territoryId }: Territory) => {
    const [edges, grids] = await Promise.all([
      client.grid.edges.query({ territoryId }),
      client.grid.list.query({ territoryId }),
    ]);
    return { edges, grids };
  };
  return useQuery({
    queryKey: ["redraw-base", territory?.id, territory?.version],
    queryFn: territory ? () => read(territory) : skipToken,
  });
}
