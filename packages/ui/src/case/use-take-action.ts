import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferInput } from "@trpc/tanstack-react-query";
import { useTRPC } from "../trpc.ts";
import { refreshCase } from "./refresh-case.ts";
import type { CaseKey } from "./use-case.ts";

type Act = inferInput<ReturnType<typeof useTRPC>["incident"]["act"]>;

/** An action with what it needs. */
export type CaseCommand = Omit<Act, keyof CaseKey | "idempotencyKey">;

/** Takes an action on an incident; when it resolves, the page shows what became of it. */
export function useTakeAction(key: CaseKey): (command: CaseCommand, idempotencyKey: string) => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutateAsync } = useMutation(trpc.incident.act.mutationOptions());
  return async (command, idempotencyKey) => {
    try {
      await mutateAsync({ ...command, ...key, idempotencyKey });
    } finally {
      await refreshCase(client, trpc, key); // also what was refused may have been so because it stands otherwise by now
    }
  };
}
