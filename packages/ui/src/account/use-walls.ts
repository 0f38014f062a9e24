import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Incident, Wall, WallOrder, WallSettings } from "@getu/domain";
import { useTRPC } from "../trpc.ts";

/** What is typed to take a screen that shows a code. */
export type NewWall = { code: string; name: string; gridId: number | null; settings: WallSettings };

/** The walls of a territory, and what can be done with them. */
export type Walls = {
  walls: Wall[] | undefined;
  /** Why they could not be read when they were asked for last; null = they were, or the first answer is on its way. */
  failureReason: unknown;
  /** When they were as `walls` has them, by this machine's clock; 0 = they have never been read. */
  dataUpdatedAt: number;
  /** The urgent incidents that they say they show, as far as they are known and the viewer may see them. */
  incidents: ReadonlyMap<number, Incident>;
  pair: (given: NewWall) => Promise<void>;
  /** Refused when somebody else has set the wall up since it was `seen`. */
  arrange: (seen: Wall, settings: WallSettings) => Promise<void>;
  /** Over once the list shows what has become of it. */
  steer: (id: number, given: WallOrder) => Promise<void>;
  revoke: (id: number) => Promise<void>;
};

/** Whoever sends a wall on waits to see that it has gone on. */
const LOOK_EVERY_MS = 5_000;

/** An incident may be given another category while a wall shows it. */
const NAME_EVERY_MS = 30_000;

/** Screens that show a part of the territory without a person. */
export function useWalls(territoryId: number): Walls {
  const trpc = useTRPC();
  const client = useQueryClient();
  const {
    data: walls,
    failureReason,
    dataUpdatedAt,
  } = useQuery(
    trpc.wall.list.queryOptions(
      { territoryId },
      {
        refetchInterval: LOOK_EVERY_MS,
        refetchIntervalInBackground: true, // whoever comes back finds it as it is, and not old for a moment
        refetchOnMount: "always",
        refetchOnWindowFocus: "always",
        retry: true, // a refusal stands while it is asked again: begun anew, none would be said meanwhile
        retryDelay: LOOK_EVERY_MS,
      },
    ),
  );
  const incidents = useUrgentIncidents(territoryId, walls);
  const pair = useMutation(trpc.wall.pair.mutationOptions());
  const arrange = useMutation(trpc.wall.arrange.mutationOptions());
  // An order is for now: it is not kept for when the network is back.
  const steer = useMutation(trpc.wall.steer.mutationOptions({ networkMode: "always" }));
  const revoke = useMutation(trpc.device.revoke.mutationOptions());
  const look = (): Promise<void> => client.invalidateQueries(trpc.wall.list.queryFilter());
  const then = async (done: Promise<unknown>): Promise<void> => {
    try {
      await done;
    } catch (error) {
      void look(); // the list may have been an old one; why it was refused is said at once
      throw error;
    }
    await look();
  };
  return {
    walls,
    failureReason,
    dataUpdatedAt,
    incidents,
    pair: (given) => then(pair.mutateAsync({ ...given, territoryId })),
    arrange: ({ id, settings: seen }, settings) =>
      then(arrange.mutateAsync({ territoryId, id, settings, seen })),
    steer: (id, given) => then(steer.mutateAsync({ territoryId, id, given })),
    revoke: (id) => then(revoke.mutateAsync({ territoryId, id })),
  };
}

/** The incidents on the walls of a list, asked for by their ids. */
function useUrgentIncidents(territoryId: number, walls: readonly Wall[] = []): ReadonlyMap<number, Incident> {
  const trpc = useTRPC();
  const shown = walls.flatMap(({ news }) => (news?.shows === "urgent" ? (news.incidentId ?? []) : []));
  return useQueries({
    queries: [...new Set(shown)].map((id) =>
      trpc.incident.get.queryOptions({ territoryId, id }, { refetchInterval: NAME_EVERY_MS }),
    ),
    combine: byId,
  });
}

/** One function outside the hook, so that equal answers stay the same map. */
const byId = (answers: readonly { data: Incident | undefined }[]): ReadonlyMap<number, Incident> =>
  new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
