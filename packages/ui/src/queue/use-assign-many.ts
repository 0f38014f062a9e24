import type { Duty } from "@getu/domain";
import type { Failure } from "@getu/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";
import { queueKey } from "./use-queue.ts";

/** Which incidents are given to whom; without an assignee, to whoever answers for the grid of each. */
export type Assignment = { ids: readonly number[]; assignee?: Duty; idempotencyKey: string };

/** What became of each of them. */
export type Assigned = {
  taken: readonly number[];
  refused: readonly { id: number; refusal: Failure }[];
};

/** Assigns many incidents; the queues are asked for again when it is done. */
export function useAssignMany(territoryId: number): (assignment: Assignment) => Promise<Assigned> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutateAsync } = useMutation(trpc.incident.assignMany.mutationOptions());
  return async ({ ids, ...assignment }) => {
    const assigned = await mutateAsync({ territoryId, ids: [...ids], ...assignment });
    void client.invalidateQueries({ queryKey: queueKey(territoryId) });
    void client.invalidateQueries(trpc.incident.queueCounts.queryFilter({ territoryId }));
    return assigned;
  };
}
