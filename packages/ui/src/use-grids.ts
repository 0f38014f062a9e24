import { gridEdgesSchema } from "@getu/domain";
import type { Grid, GridEdges, Territory } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { fetchJson } from "./fetch-json.ts";
import { useTRPC } from "./trpc.ts";

/** Every grid of every tier, without outlines. */
export function useGrids(territory: Territory): UseQueryResult<Grid[]> {
  const trpc = useTRPC();
  const options = { placeholderData: keepPreviousData };
  return useQuery(trpc.grid.list.queryOptions({ territoryId: territory.id }, options)) as UseQueryResult<
    Grid[]
  >;
}

/** The outlines of the version in force, checked by their tag each time. */
export function useGridEdges(territory: Territory): UseQueryResult<GridEdges> {
  const { id, version } = territory;
  return useQuery({
    queryKey: ["grid-edges", id, version],
    queryFn: ({ signal }) =>
      fetchJson(`/territories/${id}/grid-edges/${version}.json`, gridEdgesSchema, signal),
    placeholderData: keepPreviousData,
  });
}
