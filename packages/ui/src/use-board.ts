import type { BoardSet } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, useTRPC } from "./trpc.ts";

/** The notice board of a grid, with those of its parts and the outlines around. */
export function useBoard(territoryId: number, gridId: number): UseQueryResult<BoardSet> {
  const trpc = useTRPC();
  const options = { trpc: { context: ALONE } };
  return useQuery(trpc.board.get.queryOptions({ territoryId, gridId }, options)) as UseQueryResult<BoardSet>;
}
