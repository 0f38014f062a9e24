import type { Queue, QueueCount, QueueCursor, QueueEntry, QueueFilter, QueueOrder } from "@getu/domain";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, UNSEEN, useTRPC, useTRPCClient } from "../trpc.ts";
import type { Backend, Question } from "../trpc.ts";
import { forgetOldest } from "./forget-oldest.ts";

/** What of a territory's incidents a desk looks at. */
export type QueueView = { queue: Queue; order: QueueOrder; filter: QueueFilter };

/** One page of it as a desk shows it. */
export type QueueRows = {
  entries: readonly QueueEntry[];
  /** Null = there is nothing behind this page. */
  next: QueueCursor | null;
  /** True when looking stopped before the page was full. */
  isCut: boolean;
  asOf: string;
};

const PAGE = 50;
/** The server bounds what it looks at for one answer; a page asks on so often before it shows what there is. */
const MOST_STEPS = 10;
const REFETCH_MS = 30_000; // deadlines pass without any change in the feed
const KEPT_MS = 10_000; // pages that one has left are not held

/** Key of every page of the queues of one territory. */
export const queueKey = (territoryId: number): readonly unknown[] => ["queue", territoryId];

type PageKey = { territoryId: number; view: QueueView; after: QueueCursor | null };

/** How long a page is known that has been left, and how many of them at most. */
export type KeptPages = { ms: number; most: number };

/**
 * One page of a queue, kept up to date by `useLive`; the old rows stay up while others are on their way. Of those that have
 * been left so many are known as `kept` says, and asked for again when somebody comes back to them.
 */
export function useQueue(key: PageKey & { kept?: KeptPages }): UseQueryResult<QueueRows> {
  const client = useTRPCClient();
  const cache = useQueryClient();
  const { queryKey, queryFn } = queueQuestion(client, key);
  return useQuery({
    queryKey,
    async queryFn(asked) {
      const page = await queryFn(asked);
      if (key.kept) forgetOldest(cache, queueKey(key.territoryId), key.kept.most);
      return page;
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
    refetchOnMount: key.kept === undefined ? true : "always",
    gcTime: key.kept?.ms ?? KEPT_MS,
  });
}

/** The question for one page of a queue, as `useQueue` puts it. */
export const queueQuestion = (client: Backend, key: PageKey): Question<QueueRows> => ({
  queryKey: [...queueKey(key.territoryId), key.view, key.after],
  queryFn: ({ signal }) => fetchPage(client, key, signal),
});

/** Asks on where the server stopped looking until the page is full, or it has been looked for long enough. */
async function fetchPage(
  client: Backend,
  { territoryId, view, after }: PageKey,
  signal: AbortSignal,
): Promise<QueueRows> {
  const ask = (from: QueueCursor | null, limit: number) =>
    client.incident.queue.query(
      { territoryId, ...view, limit, ...(from && { after: from }) },
      { signal, context: UNSEEN }, // what somebody searches for may be a name
    );
  let page = await ask(after, PAGE);
  const entries = new Map([...page.exact, ...page.entries].map((entry) => [entry.id, entry]));
  for (let step = 1; page.isCut && entries.size < PAGE && step < MOST_STEPS; step += 1) {
    page = await ask(page.next, PAGE - entries.size);
    for (const entry of page.entries) entries.set(entry.id, entry);
  }
  const { next, isCut, asOf } = page;
  return { entries: [...entries.values()], next, isCut, asOf };
}

/** How long each queue of a territory is, whatever it may be filtered by. */
export function useQueueCounts(territoryId: number): UseQueryResult<Record<Queue, QueueCount>> {
  const trpc = useTRPC();
  return useQuery(
    trpc.incident.queueCounts.queryOptions(
      { territoryId },
      { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS, trpc: { context: ALONE } },
    ),
  ) as UseQueryResult<Record<Queue, QueueCount>>;
}
