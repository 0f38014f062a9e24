import { fromGridColumns, gridColumnsSchema } from "@getu/domain";
import type { Boundaries, NamedGrid, Territory } from "@getu/domain";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { fetchJson } from "./fetch-json.ts";
import { ALONE, useTRPC } from "./trpc.ts";

/** What the boundaries in force or of a version are called, and how many grids of which size each tier has. */
export function useBoundaries(
  territory: Territory,
  version: number | null = null,
): UseQueryResult<Boundaries> {
  const trpc = useTRPC();
  const options = { placeholderData: keepPreviousData, trpc: { context: ALONE } }; // no map before they are there
  const input = { territoryId: territory.id, ...(version !== null && { version }) };
  return useQuery(trpc.grid.boundaries.queryOptions(input, options)) as UseQueryResult<Boundaries>;
}

/** Where a part of the boundaries is fetched; those of older versions are named by their number as well. */
export const boundaryAddress = (
  territory: Pick<Territory, "id" | "version">,
  { tag, version }: Pick<Boundaries, "tag" | "version">,
  part: string,
): string =>
  `/territories/${territory.id}/boundaries/${tag}/${part}${version < territory.version ? `?version=${version}` : ""}`;

/** Names and places of the grids of the coarsest `tiers`, tier by tier as they come in; null before the first. */
export function useGrids(
  territory: Territory,
  boundaries: Boundaries | null,
  tiers: number,
): readonly NamedGrid[] | null {
  const wanted = boundaries ? boundaries.tiers.slice(0, tiers) : [];
  return useQueries({
    queries: wanted.map((_, tier) => ({
      queryKey: ["grids", territory.id, boundaries?.tag, tier],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        fromGridColumns(
          await fetchJson(
            boundaryAddress(territory, boundaries!, `grids/${tier}`), // tiers are wanted of boundaries
            gridColumnsSchema,
            signal,
          ),
        ),
    })),
    combine: joined,
  });
}

/** Grids of all tiers that are there; one outside the component, so that equal results keep their identity. */
function joined(results: readonly UseQueryResult<NamedGrid[]>[]): readonly NamedGrid[] | null {
  const grids = results.flatMap(({ data }) => data ?? []);
  return grids.length === 0 ? null : grids;
}
