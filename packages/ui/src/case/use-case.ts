import { loopStateSchema } from "@getu/domain";
import type {
  Action,
  CaseRating,
  DeadlineExplanation,
  GridRings,
  Incident,
  LoopState,
  NamedGrid,
  Photo,
  Step,
  Territory,
} from "@getu/domain";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** Which incident a page is about. */
export type CaseKey = { territoryId: number; id: number };

/** An incident with where it stands, how it came there, and what the viewer may do next. */
export type Case = {
  incident: Incident;
  state: LoopState;
  steps: readonly Step[];
  ratings: readonly CaseRating[];
  /** Names of the people who acted, by the ids that the steps have. */
  people: Readonly<Record<string, string>>;
  /** The grids that it speaks of, also where the viewer sees no others. */
  grids: readonly NamedGrid[];
  /** The rings of its grid where the viewer's map does not have it; null = it has, or there is none. */
  outline: GridRings | null;
  /** Who has it now, and the number that the office hangs out for them; null = none. */
  holder: { people: readonly { id: string | null; name: string }[]; telephone: string | null };
  actions: readonly Action[];
  /** The first step at which the chain of hashes breaks; null = it holds. */
  brokenStep: number | null;
  /** ISO 8601: since when a hold keeps everything of it; null = none does. */
  heldSince: string | null;
  asOf: Date;
};

type Answer = inferOutput<ReturnType<typeof useTRPC>["incident"]["history"]>;

const timeOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));

/** A step as it travels, with its times as text, as the domain knows it. */
export const toStep = (step: Answer["steps"][number]): Step => ({
  ...step,
  at: new Date(step.at),
  doneAt: timeOf(step.doneAt ?? null), // a phone may have kept an answer from before it was told
  dueAt: timeOf(step.dueAt),
  until: timeOf(step.until),
});

/** A history as it travels, as screens know it; one function outside the hooks, so that an equal answer stays the same value. */
export const toCase = ({ state, steps, ratings, asOf, ...rest }: Answer): Case => ({
  ...rest,
  ratings: ratings.map((said) => ({
    ...said,
    closedAt: new Date(said.closedAt),
    ratedAt: new Date(said.ratedAt),
  })),
  state: loopStateSchema.parse(state),
  steps: steps.map(toStep),
  asOf: new Date(asOf),
});

/**
 * One incident, asked for again whenever it changes while `useLive` listens, and every `everyMs` where it may lie beyond
 * what that hears; what was there stays up meanwhile.
 */
export function useCase(key: CaseKey, everyMs: number | false = false): UseQueryResult<Case> {
  const trpc = useTRPC();
  const options = { select: toCase, refetchInterval: everyMs };
  return useQuery(trpc.incident.history.queryOptions(key, options)) as UseQueryResult<Case>;
}

/** How the deadline of an incident comes about. */
export function useDeadline(key: CaseKey): UseQueryResult<DeadlineExplanation> {
  const trpc = useTRPC();
  return useQuery(
    trpc.incident.explainDeadline.queryOptions(key, { placeholderData: keepPreviousData }),
  ) as UseQueryResult<DeadlineExplanation>;
}

/** The photos of an incident that the viewer may see. */
export function usePhotos({ territoryId, id }: CaseKey): UseQueryResult<Photo[]> {
  const trpc = useTRPC();
  return useQuery(trpc.photo.list.queryOptions({ territoryId, incidentId: id })) as UseQueryResult<Photo[]>;
}

/** Which of the territories has the incident for the viewer; null while they are asked, undefined when none has. */
export function useHomeOf(id: number, territories: readonly Territory[]): number | null | undefined {
  const trpc = useTRPC();
  return useQueries({
    queries: territories.map(({ id: territoryId }) =>
      trpc.incident.history.queryOptions({ territoryId, id }),
    ),
    combine: (answers) => {
      const found = answers.findIndex(({ isSuccess }) => isSuccess);
      if (found >= 0) return territories[found]!.id; // one answer for each
      return answers.some(({ isPending }) => isPending) ? null : undefined;
    },
  });
}
