import { ROLES } from "@getu/domain";
import type {
  AuditAction,
  AuditCheck,
  AuditEntry,
  AuditFilter,
  AuditHead,
  NamedAuditEntry,
  Role,
} from "@getu/domain";
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

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

const isFact = (name: string): name is Fact => name in zhCn.desk.audit.fact;

/** What the log says, in the screen's language. */
export type AuditWords = {
  deed: (action: AuditAction) => string;
  /** Who did it. */
  actor: (entry: NamedAuditEntry) => string;
  /** The facts of a row; one without a word keeps its name, and one without a value is left out. */
  facts: (entry: NamedAuditEntry) => string;
};

/** The words of the log; people, grids and screens by their names. */
export function useAuditWords(): AuditWords {
  const { t } = useTranslation();
  const named = ({ names }: NamedAuditEntry, text: string): string =>
    text === "system" || text === "nobody" ? t(`desk.audit.${text}`) : (names[text] ?? text);
  const nameOf = (fact: string): string => (isFact(fact) ? t(`desk.audit.fact.${fact}`) : fact);
  function valueOf(entry: NamedAuditEntry, [fact, value]: [string, AuditEntry["facts"][string]]): string {
    if (typeof value === "boolean") return t(`desk.audit.${value ? "yes" : "no"}`);
    if (fact === "gridId") return entry.names[`grid:${value}`] ?? String(value);
    return isRole(value) && fact === "role" ? t(`role.${value}`) : named(entry, String(value));
  }
  return {
    deed: (action) => t(`desk.audit.action.${action.replace(".", "-") as Deed}`), // each action has its word
    actor: (entry) => named(entry, entry.actor),
    facts: (entry) =>
      Object.entries(entry.facts)
        .filter(([, value]) => value !== null)
        .map((each) => `${nameOf(each[0])} ${valueOf(entry, each)}`)
        .join(" · "),
  };
}
