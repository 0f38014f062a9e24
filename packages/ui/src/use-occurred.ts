import type { Incident } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, useTRPCClient } from "./trpc.ts";

const PAGE = 500;
/** A picture with more says no more; what was left out is told by `isCut`. */
const MOST = 2_000;

/** What happened in a span of time, the first first. */
export type Occurred = { incidents: readonly Incident[]; isCut: boolean };

/** What happened from `from` until before `to`, both in the past. */
export function useOccurred(
  territoryId: number,
  { from, to }: { from: string; to: string },
): UseQueryResult<Occurred> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["occurred", territoryId, from, to],
    async queryFn({ signal }): Promise<Occurred> {
      const newestFirst: Incident[] = [];
      for (let isLast = false; !isLast && newestFirst.length < MOST;) {
        const before = newestFirst.at(-1)?.id;
        const input = { territoryId, from, to, limit: PAGE, ...(before !== undefined && { before }) };
        const { incidents } = await client.incident.list.query(input, { signal, context: ALONE });
        newestFirst.push(...incidents);
        isLast = incidents.length < PAGE;
      }
      const incidents = newestFirst.toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
      return { incidents, isCut: newestFirst.length >= MOST };
    },
  });
}
