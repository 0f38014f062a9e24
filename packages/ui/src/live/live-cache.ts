import type { Camera, LiveChange } from "@getu/domain";
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { refreshCase } from "../case/refresh-case.ts";
import { queueKey } from "../queue/use-queue.ts";
import type { useTRPC } from "../trpc.ts";
import { incidentListKey } from "../use-incidents.ts";
import type { IncidentList, IncidentListRule } from "../use-incidents.ts";
import { occurredKey } from "../use-occurred.ts";
import { needsKey } from "../visit/use-needs.ts";
import { applyToCameras, applyToIncidents } from "./apply-change.ts";
import { askAgain } from "./ask-again.ts";
import { changeLog } from "./change-log.ts";
import type { LiveListener } from "./live-connection.ts";
import { createPace } from "./pace.ts";
import { refresh } from "./refresh.ts";
import { tellServerBack } from "./server-back.ts";

type Trpc = ReturnType<typeof useTRPC>;

/** Answers that follow what a screen hears, until it stops listening. */
export type LiveCache = Omit<LiveListener, "onState"> & { stop: () => void };

// Numbers that follow from incidents are counted by the server; ask at most this often while many changes come in.
const RECOUNT_MS = 2_000;

// The first picture comes first.
const ASK_AGAIN_MS = 15_000;

// What a fault may have missed. A list cannot see to it by itself: every change that is put into it begins its interval anew.
const MEND_MS = 5 * 60_000;

// The parts of a large import are told one by one, up to sixteen a second.
const REFRESH_MS = 2_000;

// A database that comes back is heard by every screen in the same instant.
const BACK_SPREAD_MS = 3_000;

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
export function createLiveCache(queryClient: QueryClient, trpc: Trpc, territoryId: number): LiveCache {
  let returning: ReturnType<typeof setTimeout> | undefined;
  const everything = createPace(() => refresh(queryClient), REFRESH_MS);
  const recount = createDelay(() => {
    refresh(queryClient, trpc.summary.get.queryFilter({ territoryId }));
    refresh(queryClient, trpc.incident.queueCounts.queryFilter({ territoryId }));
    refresh(queryClient, { queryKey: queueKey(territoryId) });
    refresh(queryClient, trpc.camera.inStatus.queryFilter({ territoryId }));
  });
  const refreshVisits = createDelay(() => {
    refresh(queryClient, trpc.visit.pathFilter());
    refresh(queryClient, { queryKey: needsKey(territoryId) });
  });
  let early: ReadonlySet<Query> = new Set();
  const again = createDelay(() => refresh(queryClient, { predicate: (query) => early.has(query) }));
  const mending = setInterval(() => {
    const lists = [incidentListKey(territoryId), cameraListKey(trpc, territoryId)];
    for (const queryKey of lists) refresh(queryClient, { queryKey });
  }, MEND_MS);
  const refreshWalls = (): void => {
    void queryClient.invalidateQueries(trpc.wall.own.queryFilter());
    void queryClient.invalidateQueries(trpc.wall.list.queryFilter({ territoryId }));
  };
  return {
    onBegin() {
      early = findEarly(queryClient, trpc, territoryId);
      again.callIn(ASK_AGAIN_MS);
      void queryClient.invalidateQueries(); // what is on its way for the first time is not given up
    },
    onChange(change) {
      if (change.topic === "wall") return refreshWalls();
      if (change.topic === "draft") return; // whoever has one open listens by themselves (use-draft-news.ts)
      if (change.topic === "visit") return refreshVisits.callIn(RECOUNT_MS);
      changeLog.add(change);
      if (change.topic === "territory") return everything.call();
      if (change.topic === "camera") refresh(queryClient, trpc.coverage.pathFilter());
      applyToCache(queryClient, change, { trpc, territoryId });
      recount.callIn(RECOUNT_MS);
    },
    onResync: () => everything.call(),
    onBack() {
      clearTimeout(returning);
      returning = setTimeout(() => {
        void askAgain(queryClient);
        void queryClient.invalidateQueries({ queryKey: occurredKey(territoryId) }); // no change is applied to it
        recount.callIn(0);
        tellServerBack();
      }, Math.random() * BACK_SPREAD_MS);
    },
    stop() {
      everything.stop();
      recount.stop();
      again.stop();
      clearInterval(mending);
      refreshVisits.stop();
      clearTimeout(returning);
    },
  };
}

/** Of every box that was asked for: a camera that is new to a box is drawn where it stands, whatever the box. */
const cameraListKey = (trpc: Trpc, territoryId: number): QueryKey =>
  trpc.camera.list.queryFilter({ territoryId }).queryKey;

const isFirst = ({ state }: Query): boolean => state.data === undefined;

/**
 * Answers that are on their way for the first time, of what is asked for seldom: read just before the stream began they would
 * miss for long what happened in between.
 */
function findEarly(queryClient: QueryClient, trpc: Trpc, territoryId: number): ReadonlySet<Query> {
  const keys = [
    incidentListKey(territoryId),
    cameraListKey(trpc, territoryId),
    trpc.grid.boundaries.queryFilter({ territoryId }).queryKey,
    trpc.place.list.queryFilter({ territoryId }).queryKey,
  ];
  const cache = queryClient.getQueryCache();
  return new Set(
    keys.flatMap((queryKey) => cache.findAll({ queryKey, fetchStatus: "fetching", predicate: isFirst })),
  );
}

/**
 * What is to be asked for again once somebody looks at it is left as it is: with a change in it, it would count as fresh. So
 * would what has been refused.
 */
const takesChanges = (query: Query): boolean =>
  query.state.status === "success" && (query.isActive() || !query.state.isInvalidated);

/** Puts a change into every list that it concerns; as of when a list has come whole stays as it was. */
function applyToLists<List>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  apply: (list: List, key: QueryKey) => List,
): void {
  const lists = queryClient.getQueryCache().findAll({ queryKey, predicate: takesChanges });
  for (const { queryKey: key, state } of lists) {
    const list = state.data as List; // what has come under a key is what its question gives
    const next = apply(list, key);
    if (next !== list) queryClient.setQueryData(key, next, { updatedAt: state.dataUpdatedAt });
  }
}

function applyToCache(
  queryClient: QueryClient,
  change: LiveChange,
  { trpc, territoryId }: { trpc: Trpc; territoryId: number },
): void {
  if (change.topic === "incident")
    void refreshCase(queryClient, trpc, { territoryId, id: change.incident.id });
  applyToLists<readonly Camera[]>(queryClient, cameraListKey(trpc, territoryId), (cameras) =>
    applyToCameras(cameras, change),
  );
  applyToLists<IncidentList>(queryClient, incidentListKey(territoryId), (list, key) => {
    const rule = key.at(-1) as IncidentListRule; // the key ends in its rule, see incidentListKey
    const incidents = applyToIncidents(list.incidents, change, rule);
    const isCut = list.isCut || incidents.length === rule.limit;
    return incidents === list.incidents ? list : { ...list, incidents, isCut };
  });
}
