import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Query } from "@tanstack/react-query";
import { WALL_REPORT_MS } from "@getu/domain";
import type { GridPlace, Wall, WallReport } from "@getu/domain";
import { useEffect, useRef } from "react";
import { partOf } from "../live/behind.ts";
import { useTRPC } from "../trpc.ts";
import { post } from "./post.ts";

/** Changes come by `/live`; this finds out that the screen was taken back. */
const LOOK_AGAIN_MS = 15_000;

/** While a code is on the screen somebody waits for it to be taken. */
const LOOK_OFTEN_MS = 2_000;

/** What this screen is: a wall with its scenes; one whose grid was redrawn away; somebody's browser or nobody's yet, with the grid that holds all they see; or not known while the server is silent. */
export type OwnWall =
  | { kind: "wall"; wall: Wall }
  | { kind: "gridless" }
  | { kind: "none"; isSignedIn: boolean; soleGrid: GridPlace | null }
  | { kind: "unknown" };

/** What the desk has made of this screen; asked often while it `waits` to be taken. */
export function useOwnWall({ waits }: { waits: boolean }): OwnWall {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.wall.own.queryOptions(
      {},
      { refetchInterval: ({ state }) => (waits && !state.data?.wall ? LOOK_OFTEN_MS : LOOK_AGAIN_MS) },
    ),
  );
  if (!data) return { kind: "unknown" };
  const { wall, isGridGone, ...somebody } = data;
  if (isGridGone) return { kind: "gridless" };
  return wall ? { kind: "wall", wall } : { kind: "none", ...somebody };
}

/**
 * What a screen says by itself is given up after so long and said again later: on a dead wire it would hold one of the
 * browser's six connections for good, and once they are all held a wall is never heard of again.
 */
const GIVE_UP_MS = 10_000;

/** Says something that no person has asked for; throws when it is refused, or not answered soon. */
export const say = (path: string, body: object): Promise<Response> =>
  post(path, body, AbortSignal.timeout(GIVE_UP_MS));

/** Browsers forget a cookie after 400 days at most, whatever it says. */
const RENEW_EVERY_MS = 24 * 3_600_000;

/** Has the server know a wall for another year, at its start and every day: no wall is signed out by the calendar. */
export function useStaying(own: OwnWall): void {
  const isWall = own.kind === "wall";
  useEffect(() => {
    if (!isWall) return undefined;
    const renew = (): void => void say("/device-session/renewal", {}).catch(() => null); // tomorrow is early enough
    renew();
    const timer = setInterval(renew, RENEW_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWall]);
}

/** Tells the server what a wall shows, when that is something else and each minute, and when its page last began anew; null = this is no wall. */
export function useReporting(
  shown: Pick<WallReport, "shows" | "incidentId"> | null,
  findRestart: () => WallReport["restart"],
): void {
  const { shows, incidentId } = shown ?? { shows: null, incidentId: null };
  useEffect(() => {
    if (shows === null) return undefined;
    const report = (): void =>
      void say("/wall-report", { shows, incidentId, restart: findRestart() }).catch(() => null); // the next is early enough
    report();
    const timer = setInterval(report, WALL_REPORT_MS);
    return () => clearInterval(timer);
  }, [shows, incidentId, findRestart]);
}

/** What this screen is has just been answered. */
const isAnythingElse = ({ queryKey }: Query): boolean => partOf(queryKey) !== "wall.own";

/**
 * Throws away all that was answered to this screen when it becomes a wall, another one, or is none any more, and asks anew:
 * what a wall was shown is not for whoever it is now, also while no answer comes.
 */
export function useAskAnew(own: OwnWall): void {
  const client = useQueryClient();
  const id = own.kind === "wall" ? own.wall.id : own.kind;
  const before = useRef(id);
  useEffect(() => {
    if (before.current !== id && before.current !== "unknown")
      void client.resetQueries({ predicate: isAnythingElse });
    before.current = id;
  }, [client, id]);
}
