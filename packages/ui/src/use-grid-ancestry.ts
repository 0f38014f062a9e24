import type { Grid } from "@getu/domain";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

/** A grid with everything above it, the coarsest first, each with its leader; null while it is on its way. */
export function useGridAncestry(territoryId: number, gridId: number | null): readonly Grid[] | null {
  const trpc = useTRPC();
  const input = gridId === null ? skipToken : { territoryId, gridId };
  return useQuery(trpc.grid.ancestry.queryOptions(input)).data ?? null;
}
