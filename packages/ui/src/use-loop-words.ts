import type { Chain, LoopWords } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";
import { RULES_AGAIN_MS } from "./use-territory.ts";

/** The words of the loop in this deployment, and its chain of responsibility. */
export function useLoopWords(territoryId: number): UseQueryResult<{ words: LoopWords; chain: Chain }> {
  const trpc = useTRPC();
  return useQuery(
    trpc.catalogue.loop.queryOptions({ territoryId }, { refetchInterval: RULES_AGAIN_MS }),
  ) as UseQueryResult<{
    words: LoopWords;
    chain: Chain;
  }>;
}
