import type { AuditAction, AuditCheck, AuditFilter, AuditHead, NamedAuditEntry } from "@getu/domain";
import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../messages/use-language.ts";
import type { zhCn } from "../messages/zh-cn.ts";
import { categoryName } from "../panels/incident-words.ts";
import { randomUuid } from "../random-uuid.ts";
import { useTRPC, useTRPCClient } from "../trpc.ts";
import { useTerritories } from "../use-territory.ts";
import { factsText, nameIn } from "./audit-facts.ts";
import type { FactWords } from "./audit-facts.ts";

const PAGE = 100;

/** Rows of the audit log as they come in, newest first. */
export type AuditPages = {
  entries: readonly NamedAuditEntry[] | undefined;
  error: unknown;
  hasMore: boolean;
  isLoading: boolean;
  more: () => void;
};

/** The audit log; that a page of it was opened is written down once, before anything is read. */
export function useAudit(filter: AuditFilter): AuditPages {
  const client = useTRPCClient();
  const [page] = useState(() => randomUuid());
  const begun = useQuery({
    queryKey: ["audit", page],
    queryFn: () => client.audit.open.mutate({}),
    gcTime: 0,
  });
  const opening = begun.data?.opening;
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ["audit", page, filter],
    enabled: opening !== undefined,
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query(
        { opening: opening!, filter, limit: PAGE, ...(pageParam !== null && { before: pageParam }) }, // enabled with it
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (entries) => (entries.length < PAGE ? null : (entries.at(-1)?.seq ?? null)),
    gcTime: 0,
  });
  return {
    entries: data?.pages.flat(),
    error: begun.error ?? error,
    hasMore: hasNextPage,
    isLoading: isFetching || begun.isFetching,
    more: () => void fetchNextPage(),
  };
}

/** Where a check of the chain stands. */
export type AuditChecking = Pick<AuditCheck, "broken" | "heads"> & { rows: number; isDone: boolean };

/** Checks the whole chain, stretch by stretch; `onStep` hears how far it has come. */
export function useAuditCheck(): (onStep: (checking: AuditChecking) => void) => Promise<void> {
  const client = useTRPCClient();
  return async (onStep) => {
    for (let after: AuditHead | null = null, isDone = false; !isDone;) {
      const { upTo, broken, isEnd, heads } = await client.audit.check.query({ after });
      [after, isDone] = [upTo, isEnd];
      onStep({ rows: upTo?.seq ?? 0, broken, heads, isDone });
    }
  };
}

type Deed = keyof typeof zhCn.desk.audit.action;

/** What the log says, in the screen's language. */
export type AuditWords = {
  deed: (action: AuditAction) => string;
  /** Who did it. */
  actor: (entry: NamedAuditEntry) => string;
  /** The facts of a row, its times by the clock that the log is read by. */
  facts: (entry: NamedAuditEntry, timeOf: FactWords["timeOf"]) => string;
};

/** The words of the log; people, grids and screens by their names. */
export function useAuditWords(): AuditWords {
  const { t } = useTranslation();
  const categoryOf = useCategoryNames();
  return {
    deed: (action) => t(`desk.audit.action.${action.replace(".", "-") as Deed}`), // each action has its word
    actor: (entry) => nameIn(entry, entry.actor, t),
    facts: (entry, timeOf) => factsText(entry, { t, categoryOf, timeOf }),
  };
}

/** Names of categories: the catalogue is the house's, so that of any territory will do. */
function useCategoryNames(): (code: string) => string {
  const trpc = useTRPC();
  const { labelOf } = useLanguage();
  const territoryId = useTerritories().data?.[0]?.id;
  const asked = trpc.catalogue.get.queryOptions(territoryId === undefined ? skipToken : { territoryId });
  const { data: catalogue = null } = useQuery(asked);
  return (code) => categoryName({ category: code }, catalogue, labelOf);
}
