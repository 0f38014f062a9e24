import type { AuditAction, AuditCheck, AuditFilter, AuditHead, NamedAuditEntry } from "@getu/domain";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { zhCn } from "../messages/zh-cn.ts";
import { useTRPCClient } from "../trpc.ts";

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
  const [page] = useState(() => crypto.randomUUID());
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
type Fact = keyof typeof zhCn.desk.audit.fact;

const isFact = (name: string): name is Fact => name in zhCn.desk.audit.fact;

/** What the log calls a deed and the facts of one, in the screen's language; a fact without a word keeps its name. */
export function useAuditWords(): { deed: (action: AuditAction) => string; fact: (name: string) => string } {
  const { t } = useTranslation();
  return {
    deed: (action) => t(`desk.audit.action.${action.replace(".", "-") as Deed}`), // each action has its word
    fact: (name) => (isFact(name) ? t(`desk.audit.fact.${name}`) : name),
  };
}
