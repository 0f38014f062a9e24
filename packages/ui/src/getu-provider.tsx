import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { i18n } from "i18next";
import { useState } from "react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { isFinal } from "./account/refusal.ts";
import { shareEqual } from "./share-equal.ts";
import { createBackendClient, TRPCProvider } from "./trpc.ts";

/** Everything the hooks and panels below need: the backend, the cache of its answers, and the messages. */
export function GetuProvider({ messages, children }: { messages: i18n; children: ReactNode }): ReactNode {
  const [queryClient] = useState(createCache);
  const [trpcClient] = useState(() => createBackendClient());
  return (
    <I18nextProvider i18n={messages}>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
          {children}
        </TRPCProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

/** Answers stay until something says they changed; a server that is away is asked again for ever, one that refuses is not. */
function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 10 * 60_000,
        structuralSharing: shareEqual,
        retry: (_failures, error) => !isFinal(error),
        retryDelay: (attempt) => Math.min(15_000, 1000 * 2 ** attempt) * (0.75 + Math.random() / 2),
        refetchOnWindowFocus: false,
        networkMode: "always", // an office network without internet counts as offline in some browsers
      },
    },
  });
}
