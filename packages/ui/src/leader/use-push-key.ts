import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** The key that a phone is to take calls from; null = the server calls nobody, undefined = not heard yet. */
export function usePushKey(): string | null | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.push.key.queryOptions({})).data?.publicKey;
}
