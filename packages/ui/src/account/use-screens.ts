import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeviceToken } from "@getu/domain";
import { useTRPC } from "../trpc.ts";

/** The walls' tokens of a territory, and how to make and end one. */
export type Screens = {
  screens: DeviceToken[] | undefined;
  /** The token itself, which is shown once. */
  create: (given: { name: string; gridId: number | null }) => Promise<string>;
  revoke: (id: number) => Promise<void>;
};

/** Screens that show a part of the territory without a person. */
export function useScreens(territoryId: number): Screens {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: screens } = useQuery(trpc.device.list.queryOptions({ territoryId }));
  const create = useMutation(trpc.device.create.mutationOptions());
  const revoke = useMutation(trpc.device.revoke.mutationOptions());
  const refresh = () => client.invalidateQueries(trpc.device.list.queryFilter());
  return {
    screens,
    async create(given) {
      const { token } = await create.mutateAsync({ ...given, territoryId });
      await refresh();
      return token;
    },
    async revoke(id) {
      await revoke.mutateAsync({ territoryId, id });
      await refresh();
    },
  };
}
