import type { FileAgreement, GridEdges, Territory } from "@getu/domain";
import type {
  BoundaryVersion,
  Draft,
  DraftAction,
  DraftEntry,
  DraftSummary,
  Impact,
  PlanGrid,
  PlanProblem,
  VersionOrigin,
} from "@getu/domain/redraw";
import { keepPreviousData, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { ALONE, useTRPC, useTRPCClient } from "./trpc.ts";

/** A draft, and what the viewer may do to it. */
export type OpenDraft = Draft & { actions: DraftAction[] };

type DraftKey = { territoryId: number; draftId: number };

/** What is on its way into force is looked at this often. */
const WATCH_MS = 2_000;

/** So many drafts are listed at once. */
export const DRAFTS_A_PAGE = 20;

/** One page of a territory's drafts, the first is page 1, and how many drafts there are; the page before stays until it is there. */
export function useDrafts(
  territoryId: number,
  page: number,
): UseQueryResult<{ drafts: DraftSummary[]; total: number }> {
  const trpc = useTRPC();
  const wanted = { territoryId, skip: (page - 1) * DRAFTS_A_PAGE, limit: DRAFTS_A_PAGE };
  const options = { placeholderData: keepPreviousData };
  return useQuery(trpc.draft.list.queryOptions(wanted, options)) as UseQueryResult<{
    drafts: DraftSummary[];
    total: number;
  }>;
}

/** One draft as the server has it; one that waits for its day is looked at again until it is in force. */
export function useDraft({ territoryId, draftId }: DraftKey): UseQueryResult<OpenDraft> {
  const trpc = useTRPC();
  const options = { refetchInterval: watchScheduled, gcTime: 0 };
  return useQuery(
    trpc.draft.get.queryOptions({ territoryId, draftId }, options),
  ) as UseQueryResult<OpenDraft>;
}

const watchScheduled = ({ state }: { state: { data?: { state: string } | undefined } }): number | false =>
  state.data?.state === "scheduled" ? WATCH_MS : false;

/** Every published set of boundaries, the newest first. */
export function useVersions(territoryId: number): UseQueryResult<BoundaryVersion[]> {
  const trpc = useTRPC();
  return useQuery(trpc.version.list.queryOptions({ territoryId })) as UseQueryResult<BoundaryVersion[]>;
}

/** From which draft or for which reason each set of boundaries was published; a territory of null = it is not asked. */
export function useVersionOrigins(territoryId: number | null): UseQueryResult<VersionOrigin[]> {
  const trpc = useTRPC();
  const wanted = territoryId === null ? skipToken : { territoryId };
  return useQuery(trpc.version.origins.queryOptions(wanted)) as UseQueryResult<VersionOrigin[]>;
}

/** What a published set of boundaries holds: it stays what it is. */
export function useVersionContent(
  territoryId: number,
  version: number | undefined,
): UseQueryResult<{ edges: GridEdges; grids: PlanGrid[] }> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["version", territoryId, version],
    queryFn: version === undefined ? skipToken : () => client.version.get.query({ territoryId, version }),
  }) as UseQueryResult<{ edges: GridEdges; grids: PlanGrid[] }>;
}

/** What the grid codes that imported files brought along say of the lines. */
export function useCodeAgreements(territoryId: number): UseQueryResult<FileAgreement[]> {
  const trpc = useTRPC();
  return useQuery(trpc.version.codeAgreements.queryOptions({ territoryId })) as UseQueryResult<
    FileAgreement[]
  >;
}

/** What publishing a draft would change, as it stood at a revision; null = of none. */
export function useImpact(key: DraftKey | null, revision: number): UseQueryResult<Impact> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["impact", key, revision],
    queryFn: key ? () => client.draft.impact.query(key, { context: ALONE }) : skipToken,
  }) as UseQueryResult<Impact>;
}

/** What taking up an older version again would change of the one in force; refused once another has come into force. */
export function useRestoreImpact(
  territoryId: number,
  { version, seen }: { version: number; seen: number },
): UseQueryResult<Impact> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ["restore-impact", territoryId, version, seen],
    queryFn: () => client.version.impact.query({ territoryId, version, seen }, { context: ALONE }),
  }) as UseQueryResult<Impact>;
}

/** The first of what stands against publishing a draft, as it stood at a revision; null = of none. */
export function useDraftProblems(key: DraftKey | null, revision: number): UseQueryResult<PlanProblem[]> {
  const client = useTRPCClient();
  const read = async (of: DraftKey) => (await client.draft.check.query(of, { context: ALONE })).problems;
  return useQuery({
    queryKey: ["draft-problems", key, revision],
    queryFn: key ? () => read(key) : skipToken,
  }) as UseQueryResult<PlanProblem[]>;
}

/** What can be done to drafts and versions; each call throws what the server refuses. */
export function useDraftCalls(territoryId: Territory["id"]) {
  const client = useTRPCClient();
  const cache = useQueryClient();
  return useMemo(() => {
    const refreshed = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
      const answer = await call;
      await cache.invalidateQueries();
      return answer;
    };
    const key = (draftId: number, revision: number) => ({ territoryId, draftId, revision });
    return {
      create: (name: string) => refreshed(client.draft.create.mutate({ territoryId, name })),
      get: (draftId: number) => client.draft.get.query({ territoryId, draftId }),
      append: (draftId: number, revision: number, batch: { entries: DraftEntry[]; key: string }) =>
        client.draft.append.mutate({ ...key(draftId, revision), ...batch }),
      fork: (draftId: number, revision: number, draft: { entries: DraftEntry[]; name: string }) =>
        refreshed(client.draft.fork.mutate({ ...key(draftId, revision), ...draft })),
      rebase: (draftId: number, revision: number, keep: "mine" | "theirs") =>
        refreshed(client.draft.rebase.mutate({ ...key(draftId, revision), keep })),
      submit: (draftId: number, revision: number) =>
        refreshed(client.draft.submit.mutate(key(draftId, revision))),
      approve: (draftId: number, revision: number) =>
        refreshed(client.draft.approve.mutate(key(draftId, revision))),
      reject: (draftId: number, revision: number, comment: string) =>
        refreshed(client.draft.reject.mutate({ ...key(draftId, revision), comment })),
      schedule: (draftId: number, revision: number, effectiveOn: string) =>
        refreshed(client.draft.schedule.mutate({ ...key(draftId, revision), effectiveOn })),
      /** An approved one with the reason. */
      withdraw: (draftId: number, revision: number, reason?: string) =>
        refreshed(client.draft.withdraw.mutate({ ...key(draftId, revision), ...(reason && { reason }) })),
      /** Whether it is done or another version was quicker: what is in force is read anew. */
      rollback: (version: number, seen: number, reason: string) =>
        client.version.rollback
          .mutate({ territoryId, version, seen, reason })
          .finally(() => cache.invalidateQueries()),
      refresh: () => cache.invalidateQueries(),
    };
  }, [client, cache, territoryId]);
}

/** What can be done to drafts and versions. */
export type DraftCalls = ReturnType<typeof useDraftCalls>;
