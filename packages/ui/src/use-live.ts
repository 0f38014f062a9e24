import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createLiveCache } from "./live/live-cache.ts";
import { openLiveConnection } from "./live/live-connection.ts";
import { startLive } from "./live/live-state.ts";
import type { LiveState } from "./live/live-state.ts";
import { useTRPC } from "./trpc.ts";

/** Keeps the answers of one territory up to date from `/live`, and tells how the connection stands. */
export function useLive(territoryId: number): LiveState {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>(() => startLive(Date.now()));
  useEffect(() => {
    const cache = createLiveCache(queryClient, trpc, territoryId);
    const connection = openLiveConnection(territoryId, { onState: setState, ...cache });
    return () => {
      connection.close();
      cache.stop();
    };
  }, [territoryId, queryClient, trpc]);
  return state;
}
