import { useMutation, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";
import type { CaseKey } from "./use-case.ts";

/** How the reporter can be reached: struck out, and in full for who says why. */
export type ReporterContact = {
  /** Undefined while it is asked for, and for who may not know; null = none was given. */
  masked: string | null | undefined;
  /** Each call is in the audit log, with the reason. */
  read: (reason: string) => Promise<string | null>;
};

/** The contact of an incident's reporter. What `read` gives is kept nowhere. */
export function useContact({ territoryId, id: incidentId }: CaseKey): ReporterContact {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.contact.masked.queryOptions({ territoryId, incidentId }));
  const { mutateAsync } = useMutation(trpc.contact.read.mutationOptions({ gcTime: 0 }));
  return {
    masked: data?.contact,
    read: async (reason) => (await mutateAsync({ territoryId, incidentId, reason })).contact,
  };
}
