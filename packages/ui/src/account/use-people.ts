import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { GrantPlace, HeldGrant, ListedPerson } from "@getu/domain";
import { useTRPC } from "../trpc.ts";

/** A role and where it is to hold. */
export type Offer = { role: HeldGrant["role"]; place: GrantPlace };

/** The people in one's reach, and what can be done about them; each act shows in the list when it is done. */
export type People = {
  people: ListedPerson[] | undefined;
  error: unknown;
  /** The token of a link that works once. */
  invite: (offer: Offer) => Promise<string>;
  give: (given: Offer & { personId: string }) => Promise<void>;
  take: (grantId: number) => Promise<void>;
  setAccount: (personId: string, to: "disabled" | "enabled") => Promise<void>;
  resetSecondFactor: (personId: string, reason: string) => Promise<void>;
};

/** Who has an account, within one's reach. */
export function usePeople(): People {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: people, error } = useQuery(trpc.person.list.queryOptions({}));
  const invite = useMutation(trpc.person.invite.mutationOptions());
  const give = useMutation(trpc.grant.give.mutationOptions());
  const take = useMutation(trpc.grant.revoke.mutationOptions());
  const disable = useMutation(trpc.person.disable.mutationOptions());
  const enable = useMutation(trpc.person.enable.mutationOptions());
  const reset = useMutation(trpc.person.resetSecondFactor.mutationOptions());
  const shown = async (act: Promise<unknown>): Promise<void> => {
    await act;
    await client.invalidateQueries(trpc.person.list.queryFilter());
  };
  return {
    people,
    error,
    invite: async (offer) => (await invite.mutateAsync(offer)).token,
    give: (given) => shown(give.mutateAsync(given)),
    take: (grantId) => shown(take.mutateAsync({ grantId })),
    setAccount: (personId, to) => shown((to === "disabled" ? disable : enable).mutateAsync({ personId })),
    resetSecondFactor: (personId, reason) => shown(reset.mutateAsync({ personId, reason })),
  };
}
