import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Wall, WallOrder, WallSettings } from "@getu/domain";
import { useTRPC } from "../trpc.ts";

/** What is typed to take a screen that shows a code. */
export type NewWall = { code: string; name: string; gridId: number | null; settings: WallSettings };

/** The walls of a territory, and what can be done with them. */
export type Walls = {
  walls: Wall[] | undefined;
  pair: (given: NewWall) => Promise<void>;
  /** Refused when somebody else has set the wall up since it was `seen`. */
  arrange: (seen: Wall, settings: WallSettings) => Promise<void>;
  steer: (id: number, given: WallOrder) => Promise<void>;
  revoke: (id: number) => Promise<void>;
};

/** Whoever sends a wall on waits to see that it has gone on. */
const LOOK_EVERY_MS = 5_000;

/** Screens that show a part of the territory without a person. */
export function useWalls(territoryId: number): Walls {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: walls } = useQuery(
    trpc.wall.list.queryOptions({ territoryId }, { refetchInterval: LOOK_EVERY_MS }),
  );
  const pair = useMutation(trpc.wall.pair.mutationOptions());
  const arrange = useMutation(trpc.wall.arrange.mutationOptions());
  const steer = useMutation(trpc.wall.steer.mutationOptions());
  const revoke = useMutation(trpc.device.revoke.mutationOptions());
  const then = async (done: Promise<unknown>): Promise<void> => {
    await done;
    await client.invalidateQueries(trpc.wall.list.queryFilter());
  };
  return {
    walls,
    pair: (given) => then(pair.mutateAsync({ ...given, territoryId })),
    arrange: ({ id, settings: seen }, settings) =>
      then(arrange.mutateAsync({ territoryId, id, settings, seen })),
    steer: (id, given) => then(steer.mutateAsync({ territoryId, id, given })),
    revoke: (id) => then(revoke.mutateAsync({ territoryId, id })),
  };
}
