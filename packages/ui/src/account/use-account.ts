import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { Grant, Person, SignIn } from "@getu/domain";
import type { FormerGrid } from "@getu/domain/redraw";
import { useTRPC } from "../trpc.ts";

/** Who has signed in on this screen, and what they may do. */
export type Account = { person: Omit<Person, "grants"> | null; grants: Grant[]; hasDirectory: boolean };

/** Who has signed in; asked again when somebody signs in or out. */
export function useAccount(): UseQueryResult<Account> {
  const trpc = useTRPC();
  return useQuery(trpc.account.get.queryOptions({})) as UseQueryResult<Account>;
}

/** Grids that went with a redraw while who has signed in held a role on them; none before that is known. */
export function useFormerGrids(): readonly FormerGrid[] {
  const trpc = useTRPC();
  return useQuery(trpc.account.formerGrids.queryOptions({})).data ?? [];
}

/** Throws away everything that was answered to somebody else: for after a sign-in or a sign-out. */
export function useForgetAnswers(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.resetQueries();
}

/** Makes an account by an invitation. */
export function useJoin(): UseMutationResult<
  object,
  unknown,
  { token: string; username: string; name: string; password: string }
> {
  const trpc = useTRPC();
  return useMutation(trpc.account.join.mutationOptions());
}

/** Sets the password of the account that a link was made for, and says its username. */
export function useSetPassword(): UseMutationResult<
  { username: string },
  unknown,
  { token: string; password: string }
> {
  const trpc = useTRPC();
  return useMutation(trpc.account.setPassword.mutationOptions());
}

/** One's own sign-ins, and how to end one. */
export function useSessions(): { sessions: SignIn[] | undefined; end: (id: string) => Promise<void> } {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: sessions } = useQuery(trpc.session.list.queryOptions({}));
  const { mutateAsync } = useMutation(trpc.session.end.mutationOptions());
  return {
    sessions,
    async end(id) {
      await mutateAsync({ id });
      await client.invalidateQueries(trpc.session.list.queryFilter());
    },
  };
}
