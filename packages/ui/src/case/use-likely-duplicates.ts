import type { Incident, Likeness } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** An incident that may be about the same, and why. */
export type LikelyDuplicate = { incident: Incident; likeness: Likeness };

/** Other incidents that are likely about the same as this one, the likest first. */
export function useLikelyDuplicates(territoryId: number, incident: Incident): readonly LikelyDuplicate[] {
  const trpc = useTRPC();
  const { category, position, occurredAt } = incident;
  const { data } = useQuery(
    trpc.intake.duplicates.queryOptions({ territoryId, category, position, occurredAt }),
  );
  return (data ?? []).filter((other) => other.incident.id !== incident.id);
}
