import type { Grid, GridEdges, Territory } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPCClient } from "./trpc.ts";

/** The boundaries in force, exactly and whole, as a redraw begins with them; read anew for every version. */
export function useRedrawBase({
  id: territoryId,
  version,
}: Territory): UseQueryResult<{ edges: GridEdges; grids: Grid[] }> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["redraw-base", territoryId, version],
    queryFn: async () => {
      const [edges, grids] = await Promise.all([
        client.grid.edges.query({ territoryId }),
        client.grid.list.query({ territoryId }),
      ]);
      return { edges, grids };
    },
  });
}
