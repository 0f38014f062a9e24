import type { Need, NeedKind, NeedState } from "@getu/domain";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "../trpc.ts";

const PAGE = 50;

/** Which demands and micro-wishes of a territory; `kind` null = both. */
export type NeedChoice = { territoryId: number; state: NeedState; kind: NeedKind | null };

/** Demands and micro-wishes as they come in, newest first, and the way to answer them. */
export type Needs = {
  needs: readonly Need[] | undefined;
  error: unknown;
  hasMore: boolean;
  isLoading: boolean;
  more: () => void;
  /** Answers one, or corrects the answer that is shown. */
  answer: (need: Need, text: string) => Promise<void>;
};

/** The beginning of the name of every list of needs of a territory. */
export const needsKey = (territoryId: number): readonly unknown[] => ["needs", territoryId];

/** The ledger of what people asked for on visits, a page at a time. */
export function useNeeds({ territoryId, state, kind }: NeedChoice): Needs {
  const trpc = useTRPC();
  const backend = useTRPCClient();
  const client = useQueryClient();
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [...needsKey(territoryId), state, kind],
    queryFn: ({ pageParam, signal }) =>
      backend.need.list.query(
        {
          territoryId,
          state,
          limit: PAGE,
          ...(kind !== null && { kind }),
          ...(pageParam !== null && { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE ? null : (page.at(-1)?.id ?? null)),
  });
  const answer = useMutation(trpc.need.answer.mutationOptions());
  return {
    needs: data?.pages.flat(),
    error,
    hasMore: hasNextPage,
    isLoading: isFetching,
    more: () => void fetchNextPage(),
    async answer({ id: needId, answer: shown }, text) {
      const seen = shown ? shown.earlier.length + 1 : 0;
      await answer.mutateAsync({ territoryId, needId, text, seen });
      await client.invalidateQueries({ queryKey: needsKey(territoryId) });
    },
  };
}
