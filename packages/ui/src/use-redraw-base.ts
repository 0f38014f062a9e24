import type { Grid, GridEdges, Territory } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

/** The boundaries in force, exactly and whole, as a redraw begins with them; null until both are there. */
export function useRedrawBase(territory: Territory): { edges: GridEdges; grids: readonly Grid[] } | null {
  const trpc = useTRPC();
  const territoryId = territory.id;
  const { data: edges } = useQuery(trpc.grid.edges.queryOptions({ territoryId }));
  const { data: grids } = useQuery(trpc.grid.list.queryOptions({ territoryId }));
  return edges && grids ? { edges, grids } : null;
}
