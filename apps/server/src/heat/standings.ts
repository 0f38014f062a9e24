import { setTimeout as sleep } from "node:timers/promises";
import { createMergeHost, heatRootOf } from "@getu/heat";
import type { HeatStats } from "@getu/heat";
import { getTerritory } from "@getu/store";
import type { DatabaseSnapshot, Db } from "@getu/store";
import type { Logger } from "pino";
import type { Following } from "./following.ts";
import type { HeatState } from "./heat.ts";
import { openIndex, whyNone } from "./open-index.ts";
import type { OpenFrom } from "./open-index.ts";

/** What indexes are kept with. */
export type StandingsOptions = {
  db: Db;
  /** Folder of this process's own. */
  folder: string;
  /** For all indexes together; while parts are merged they take up to as much again. */
  memoryBytes: number;
  log: Logger;
  onOpened: () => void;
};

/** Which territories have an index, and what keeps the others from one. */
export type Standings = {
  /** The territory's index; null while it is being opened, when there can be none, and before it was asked for. */
  find(territoryId: number): Following | null;
  following(): Following[];
  /** Opens an index in turn, unless that was done or tried before. */
  openOnce(territoryId: number): void;
  /** Throws an index away that cannot be trusted, nor its files, and opens another. */
  rebuild(territoryId: number, why: string): void;
  /** Boundaries came or moved: an index lives in a square around them. */
  reconsider(territoryId: number): Promise<void>;
  /** An index has everything in `seen`. */
  arrive(each: Following, step: { seen: DatabaseSnapshot; isChanged: boolean }): void;
  states(): Readonly<Record<number, HeatState>>;
  /** Resolves when no index is being opened any more. */
  whenOpened(): Promise<void>;
  /** Breaks off what is being opened or merged. */
  stop(): Promise<void>;
};

/** The territory's index; being opened; or none, for a reason, which new boundaries may end. */
type Standing = Following | "building" | { why: string; hadBoundaries: boolean };

const isFollowing = (standing: Standing | undefined): standing is Following =>
  typeof standing === "object" && "index" in standing;

const RETRY_MS = 5000;
const DAY_MS = 86_400_000;

/** Opens indexes one after the other: two at once would take each other's memory. */
export function createStandings({ db, folder, memoryBytes, log, onOpened }: StandingsOptions): Standings {
  const standings = new Map<number, Standing>();
  const host = createMergeHost();
  const stopping = new AbortController();
  const { signal } = stopping;
  let opening: Promise<void> = Promise.resolve();
  let revisions = 0;

  const following = (): Following[] => [...standings.values()].filter(isFollowing);

  /** What the other indexes leave of the memory. */
  const memoryFor = (own: Following | null): number => {
    const others = following().filter((each) => each !== own);
    return Math.max(
      0,
      others.reduce((left, { index }) => left - index.stats().bytes, memoryBytes),
    );
  };

  function open(territoryId: number, from: OpenFrom): void {
    if (signal.aborted) return;
    standings.set(territoryId, "building");
    opening = opening
      .then(() => openNow(territoryId, from))
      .catch((error: unknown) => retry(territoryId, { from, error }));
  }

  /** Nothing is wrong but the moment: the database was away, or the thread that merges ended. */
  function retry(territoryId: number, { from, error }: { from: OpenFrom; error: unknown }): void {
    if (signal.aborted) return;
    log.warn({ err: error, territoryId }, "the heat index could not be opened and is tried again");
    void sleep(RETRY_MS, null, { ref: false, signal }).then(
      () => open(territoryId, from),
      () => {}, // stopped meanwhile
    );
  }

  async function openNow(territoryId: number, from: OpenFrom): Promise<void> {
    signal.throwIfAborted();
    const started = performance.now();
    const { bbox, ...territory } = await getTerritory(db, { territoryId });
    if (bbox === null)
      return close(territoryId, { why: "there are no boundaries yet", hadBoundaries: false });
    const opened = await openIndex(
      { db, folder, build: host.build, log, signal },
      { territory: { ...territory, bbox }, memoryLimitBytes: memoryFor(null), from },
    );
    if ("why" in opened) return close(territoryId, { why: opened.why, hadBoundaries: true });
    const unsaved = opened.from === "database" ? 1 : 0;
    standings.set(territoryId, { ...opened, territoryId, revision: ++revisions, unsaved, isBehind: false });
    const ms = Math.round(performance.now() - started);
    tellOpened(log, { territoryId, ms, from: opened.from, stats: opened.index.stats() });
    return onOpened();
  }

  function close(territoryId: number, standing: { why: string; hadBoundaries: boolean }): void {
    standings.set(territoryId, standing);
    log.warn({ territoryId }, `the database counts heat: ${standing.why}`);
  }

  function rebuild(territoryId: number, why: string): void {
    log.warn({ territoryId }, `the heat index is built anew: ${why}`);
    open(territoryId, "database");
  }

  return {
    following,
    rebuild,
    find(territoryId) {
      const standing = standings.get(territoryId);
      return isFollowing(standing) ? standing : null;
    },
    openOnce(territoryId) {
      if (!standings.has(territoryId)) open(territoryId, "files");
    },
    async reconsider(territoryId) {
      const { bbox } = await getTerritory(db, { territoryId });
      const standing = standings.get(territoryId);
      if (bbox === null || standing === undefined || standing === "building") return;
      if (!isFollowing(standing)) return standing.hadBoundaries ? undefined : open(territoryId, "files");
      const isSameRoot = JSON.stringify(heatRootOf(bbox)) === JSON.stringify(standing.root);
      return isSameRoot ? undefined : rebuild(territoryId, "the boundaries moved");
    },
    arrive(each, { seen, isChanged }) {
      Object.assign(each, { seen, isBehind: false });
      if (!isChanged) return;
      each.revision = ++revisions;
      each.index.limitMemory(memoryFor(each));
      const { incomplete } = each.index.stats();
      if (incomplete && standings.get(each.territoryId) === each)
        close(each.territoryId, { why: whyNone(incomplete), hadBoundaries: true });
    },
    states: () => Object.fromEntries([...standings].map(([id, standing]) => [id, stateOf(standing)])),
    async whenOpened() {
      for (let seen: unknown = null; seen !== opening;) {
        seen = opening;
        await opening;
      }
    },
    async stop() {
      stopping.abort();
      await host.close();
      await opening;
    },
  };
}

function stateOf(standing: Standing): HeatState {
  if (standing === "building") return "building";
  return isFollowing(standing) ? "index" : "database";
}

type Opened = { territoryId: number; ms: number; from: string; stats: HeatStats };

function tellOpened(log: Logger, { territoryId, ms, from, stats }: Opened): void {
  const { rows, outsideRows, bytes, refused, extent } = stats;
  log.info({ territoryId, rows, outsideRows, bytes, refused, ms }, `the heat index is open, from ${from}`);
  if (!extent || extent.latest * 1000 < Date.now() + DAY_MS) return;
  const latest = new Date(extent.latest * 1000).toISOString();
  log.warn({ territoryId, latest }, "an incident lies in the future: some clock was wrong");
}
