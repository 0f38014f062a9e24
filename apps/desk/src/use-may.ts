import { may } from "@getu/domain";
import type { Permission } from "@getu/domain";
import { useAccount } from "@getu/ui";

/** Says what whoever has signed in may do somewhere in a territory; the server has the last word. */
export function useMay(): (permission: Permission, territoryId: number) => boolean {
  const { data: account } = useAccount();
  const viewer = { caller: { kind: "nobody" }, grants: account?.grants ?? [] } as const;
  return (permission, territoryId) => may(viewer, permission, { territoryId });
}
