import type { AppRouter } from "@getu/api/types";
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { askOverWire } from "./live/wire.ts";

const context = createTRPCContext<AppRouter>();

/** Puts the backend's client within reach of every hook below it. */
export const TRPCProvider: typeof context.TRPCProvider = context.TRPCProvider;

/** Query options of every procedure. */
export const useTRPC: typeof context.useTRPC = context.useTRPC;

/** The backend's client itself, for answers that come in pages. */
export const useTRPCClient: typeof context.useTRPCClient = context.useTRPCClient;

/** Context of a call that takes long: alone, because a batch is answered only when its slowest call is. */
export const ALONE = { alone: true } as const;

/** Context of a question whose words are nobody else's business: it goes alone, and in the body, not in the address. */
export const UNSEEN = { alone: true, unseen: true } as const;

/** Context of a call that is one person's: it is refused, as if nobody had signed in, when by now somebody else has. */
export const asPerson = (personId: string): { personId: string } => ({ personId });

/** The headers by which a request says whose it is. */
export const meantHeaders = (personId: string): Record<string, string> => ({ "x-getu-person": personId });

/** The backend's procedures, for code that is no hook. */
export type Backend = TRPCClient<AppRouter>;

/** What is asked, and under which key the answer lies. */
export type Question<Answer> = {
  queryKey: readonly unknown[];
  queryFn: (asked: { signal: AbortSignal }) => Promise<Answer>;
};

/** At most ten calls in one request: the server refuses more. */
const MOST_AT_ONCE = 10;

function headersOf(calls: readonly { context: Record<string, unknown> }[]): Record<string, string> {
  const meant = calls.map(({ context }) => context["personId"]).find((each) => typeof each === "string");
  return meant === undefined ? {} : meantHeaders(meant);
}

/** Calls procedures over HTTP. A question on a dead wire is given up; what changes something waits for its answer. */
export const createBackendClient = (url = "/trpc"): Backend => {
  const question = {
    url,
    // Of an unknown object: tRPC's type of what is asked also covers runtimes whose `fetch` is another one.
    fetch: (address: RequestInfo | URL, init?: object) => askOverWire(address, init),
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "query",
        true: splitLink({
          condition: ({ context }) => context["alone"] === true,
          true: splitLink({
            condition: ({ context }) => context["unseen"] === true,
            true: httpLink({ ...question, methodOverride: "POST" }),
            false: httpLink(question),
          }),
          false: httpBatchLink({ ...question, maxItems: MOST_AT_ONCE }),
        }),
        false: httpBatchLink({ url, maxItems: MOST_AT_ONCE, headers: ({ opList }) => headersOf(opList) }),
      }),
    ],
  });
};
