import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";
import { refreshCase } from "./refresh-case.ts";
import type { CaseKey } from "./use-case.ts";

/** The reason goes into the audit log; when it resolves, the page shows how the incident is held. */
type ChangeHold = (reason: string) => Promise<void>;

/** Keeps everything of an incident past every promise to delete it, or lets it go again. */
export function useHold(key: CaseKey): { set: ChangeHold; lift: ChangeHold } {
  const trpc = useTRPC();
  const client = useQueryClient();
  const set = useMutation(trpc.hold.set.mutationOptions());
  const lift = useMutation(trpc.hold.lift.mutationOptions());
  const changing =
    ({ mutateAsync }: typeof set): ChangeHold =>
    async (reason) => {
      try {
        await mutateAsync({ territoryId: key.territoryId, incidentId: key.id, reason });
      } finally {
        await refreshCase(client, trpc, key); // also what was refused may have been so because it is held otherwise by now
      }
    };
  return { set: changing(set), lift: changing(lift) };
}
