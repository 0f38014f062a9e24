import type { Incident } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { freshFor } from "./fresh-for.ts";
import { ALONE, useTRPCClient } from "./trpc.ts";
import type { Backend, Question } from "./trpc.ts";

/** A picture with more says no more; what was left out is told by `isCut`. */
const MOST = 2_000;

/** A day that has passed still changes: phones without a network send what happened on it, and desks correct and close it. */
const REFETCH_MS = 5 * 60_000;

/** What happened in a span of time, the first first. */
export type Occurred = { incidents: readonly Incident[]; isCut: boolean };

type Span = { from: string; to: string };

/** Key of what happened in every span of one territory. */
export const occurredKey = (territoryId: number): readonly unknown[] => ["occurred", territoryId];

/**
 * What happened from `from` until before `to`, both in the past, kept up to date while somebody looks and asked for again
 * when they come back to it later; the last answer stays up meanwhile.
 */
export function useOccurred(territoryId: number, span: Span): UseQueryResult<Occurred> {
  return useQuery(occurredQuestion(useTRPCClient(), territoryId, span));
}

/** The question for a span, and how long its answer holds, as `useOccurred` puts it. */
export const occurredQuestion = (
  client: Backend,
  territoryId: number,
  { from, to }: Span,
): Question<Occurred> & { staleTime: ReturnType<typeof freshFor>; refetchInterval: number } => ({
  queryKey: [...occurredKey(territoryId), from, to],
  async queryFn({ signal }) {
    const input = { territoryId, from, to, limit: MOST };
    const { incidents: newestFirst } = await client.incident.list.query(input, { signal, context: ALONE });
    const incidents = newestFirst.toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
    return { incidents, isCut: newestFirst.length >= MOST };
  },
  staleTime: freshFor(REFETCH_MS), // a scene that comes round is mounted for less than that
  refetchInterval: REFETCH_MS,
});
