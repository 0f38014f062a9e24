import type {
  Channel,
  DeadlineExplanation,
  DeskReport,
  FoundAddress,
  Incident,
  Likeness,
} from "@getu/domain";
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { UNSEEN, useTRPC } from "../trpc.ts";

const LOOK_AGAIN_MS = 60_000;

/** Spots that hold what was typed, the best first; what was found before stays up meanwhile. */
export function useAddresses(territoryId: number, text: string): UseQueryResult<FoundAddress[]> {
  const trpc = useTRPC();
  const input = text.trim() === "" ? skipToken : { territoryId, text };
  return useQuery(
    trpc.intake.search.queryOptions(input, {
      placeholderData: keepPreviousData,
      trpc: { context: UNSEEN },
    }),
  ) as UseQueryResult<FoundAddress[]>;
}

/** Whose a position is: the grids that hold it, the coarsest first, and how near the border is. */
export type Located = inferOutput<ReturnType<typeof useTRPC>["intake"]["locate"]>;

/** Whose the position is; null = none given yet. */
export function useLocated(territoryId: number, position: [number, number] | null): UseQueryResult<Located> {
  const trpc = useTRPC();
  const input = position ? { territoryId, position, accuracyMetres: null } : skipToken;
  return useQuery(trpc.intake.locate.queryOptions(input)) as UseQueryResult<Located>;
}

/** The deadline that a report of this kind would get now; null = not known yet. */
export function useDeadlineAhead(
  territoryId: number,
  kind: Pick<DeskReport, "category" | "condition"> | null,
): UseQueryResult<DeadlineExplanation> {
  const trpc = useTRPC();
  const input = kind ? { territoryId, ...kind } : skipToken;
  return useQuery(
    trpc.intake.deadline.queryOptions(input, { refetchInterval: LOOK_AGAIN_MS }),
  ) as UseQueryResult<DeadlineExplanation>;
}

/** An incident that a report may be about as well, and why. */
export type LikelyDuplicate = { incident: Incident; likeness: Likeness };

/** What likely duplicates are looked for by. */
export type DuplicateMatter = Pick<DeskReport, "category" | "position" | "occurredAt">;

/** An incident may be given, of which nothing else is asked along. */
const toMatter = ({ category, position, occurredAt }: DuplicateMatter): DuplicateMatter => ({
  category,
  position,
  occurredAt,
});

/** Incidents that a report may be about as well, looked for again every minute; null = not enough is known yet. */
export function useLikelyDuplicates(
  territoryId: number,
  matter: DuplicateMatter | null,
): UseQueryResult<LikelyDuplicate[]> {
  const trpc = useTRPC();
  const input = matter ? { territoryId, ...toMatter(matter) } : skipToken;
  return useQuery(
    trpc.intake.duplicates.queryOptions(input, { refetchInterval: LOOK_AGAIN_MS }),
  ) as UseQueryResult<LikelyDuplicate[]>;
}

/** How many reports came in today, by channel. */
export function useIntakeToday(territoryId: number): UseQueryResult<{ channel: Channel; count: number }[]> {
  const trpc = useTRPC();
  return useQuery(
    trpc.intake.today.queryOptions({ territoryId }, { refetchInterval: LOOK_AGAIN_MS }),
  ) as UseQueryResult<{ channel: Channel; count: number }[]>;
}

/** What was filed, and the code by which its reporter follows it. */
export type FiledReport = inferOutput<ReturnType<typeof useTRPC>["intake"]["file"]>;

/** Files a report; what depends on it is asked for again. */
export function useFileReport(territoryId: number): (report: DeskReport) => Promise<FiledReport> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutateAsync } = useMutation(trpc.intake.file.mutationOptions());
  return async (report) => {
    const filed = await mutateAsync({ territoryId, report });
    await Promise.all([
      client.invalidateQueries(trpc.intake.today.queryFilter()),
      client.invalidateQueries(trpc.intake.duplicates.queryFilter()),
    ]);
    return filed;
  };
}
