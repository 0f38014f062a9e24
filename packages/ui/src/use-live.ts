import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { Camera, LiveChange } from "@getu/domain";
import { useEffect, useState } from "react";
import { refreshCase } from "./case/refresh-case.ts";
import { applyToCameras, applyToIncidents } from "./live/apply-change.ts";
import { askAgain } from "./live/ask-again.ts";
import { changeLog } from "./live/change-log.ts";
import { openLiveConnection } from "./live/live-connection.ts";
import { startLive } from "./live/live-state.ts";
import type { LiveState } from "./live/live-state.ts";
import { incidentListKey } from "./use-incidents.ts";
import type { IncidentList, IncidentListRule } from "./use-incidents.ts";
import { queueKey } from "./queue/use-queue.ts";
import { occurredKey } from "./use-occurred.ts";
import { useTRPC } from "./trpc.ts";
import { needsKey } from "./visit/use-needs.ts";

type Trpc = ReturnType<typeof useTRPC>;

// Numbers that follow from incidents are counted by the server; ask at most this often while many changes come in.
const RECOUNT_MS = 2_000;

// A database that comes back is heard by every screen in the same instant.
const BACK_SPREAD_MS = 3_000;

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

/** Does a piece of work a while after it was first called for, once for all who call in between. */
function createDelay(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    callIn(ms: number): void {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Changes of one territory go into the cache of answers; everything else is asked for again. */
function createLiveCache(queryClient: QueryClient, trpc: Trpc, territoryId: number) {
  let returning: ReturnType<typeof setTimeout> | undefined;
  const recount = createDelay(() => {
    void queryClient.invalidateQueries(trpc.summary.get.queryFilter({ territoryId }));
    void queryClient.invalidateQueries(trpc.incident.queueCounts.queryFilter({ territoryId }));
    void queryClient.invalidateQueries({ queryKey: queueKey(territoryId) });
  });
  const refreshVisits = createDelay(() => {
    void queryClient.invalidateQueries(trpc.visit.pathFilter());
    void queryClient.invalidateQueries({ queryKey: needsKey(territoryId) });
  });
  const refreshWalls = (): void => {
    void queryClient.invalidateQueries(trpc.wall.own.queryFilter());
    void queryClient.invalidateQueries(trpc.wall.list.queryFilter({ territoryId }));
  };
  return {
    onChange(change: LiveChange): void {
      if (change.topic === "wall") return refreshWalls();
      if (change.topic === "draft") return; // whoever has one open listens by themselves (use-draft-news.ts)
      if (change.topic === "visit") return refreshVisits.callIn(RECOUNT_MS);
      changeLog.add(change);
      if (change.topic === "territory") return void queryClient.invalidateQueries();
      if (change.topic === "camera") void queryClient.invalidateQueries(trpc.coverage.pathFilter());
      applyToCache(queryClient, change, { trpc, territoryId });
      recount.callIn(RECOUNT_MS);
    },
    onResync: () => void queryClient.invalidateQueries(),
    onBack(): void {
      clearTimeout(returning);
      returning = setTimeout(() => {
        void askAgain(queryClient);
        void queryClient.invalidateQueries({ queryKey: occurredKey(territoryId) }); // no change is applied to it
        recount.callIn(0);
      }, Math.random() * BACK_SPREAD_MS);
    },
    stop(): void {
      recount.stop();
      refreshVisits.stop();
      clearTimeout(returning);
    },
  };
}

function applyToCache(
  queryClient: QueryClient,
  change: LiveChange,
  { trpc, territoryId }: { trpc: Trpc; territoryId: number },
): void {
  if (change.topic === "incident")
    void refreshCase(queryClient, trpc, { territoryId, id: change.incident.id });
  // Of every box that was asked for: a camera that is new to a box is drawn where it stands, whatever the box.
  queryClient.setQueriesData<Camera[]>(trpc.camera.list.queryFilter({ territoryId }), (cameras) =>
    cameras ? [...applyToCameras(cameras, change)] : undefined,
  );
  const lists = queryClient.getQueriesData<IncidentList>({ queryKey: incidentListKey(territoryId) });
  for (const [key, list] of lists) {
    if (!list) continue;
    const rule = key.at(-1) as IncidentListRule; // the key ends in its rule, see incidentListKey
    const incidents = applyToIncidents(list.incidents, change, rule);
    if (incidents !== list.incidents) queryClient.setQueryData(key, { ...list, incidents });
  }
}
