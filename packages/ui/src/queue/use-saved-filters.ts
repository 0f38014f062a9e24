import type { SavedFilter } from "@getu/domain";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** One's own filters of a territory's queues, by name. */
export type SavedFilters = {
  saved: readonly SavedFilter[];
  save: (filter: SavedFilter) => Promise<void>;
  remove: (name: string) => Promise<void>;
};

/** The filters one has given names. */
export function useSavedFilters(territoryId: number): SavedFilters {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery(trpc.queueFilter.list.queryOptions({ territoryId }));
  const save = useMutation(trpc.queueFilter.save.mutationOptions());
  const remove = useMutation(trpc.queueFilter.remove.mutationOptions());
  const shown = async (act: Promise<unknown>): Promise<void> => {
    await act;
    await client.invalidateQueries(trpc.queueFilter.list.queryFilter({ territoryId }));
  };
  return {
    saved: data ?? [],
    save: (saved) => shown(save.mutateAsync({ territoryId, saved })),
    remove: (name) => shown(remove.mutateAsync({ territoryId, name })),
  };
}
