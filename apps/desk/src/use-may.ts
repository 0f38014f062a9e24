import { may, scopeOf } from "@getu/domain";
import type { Permission, Scope, Viewer } from "@getu/domain";
import { useAccount } from "@getu/ui";

function useViewer(): Viewer {
  const { data: account } = useAccount();
  return { caller: { kind: "nobody" }, grants: account?.grants ?? [] };
}

/** Says what whoever has signed in may do somewhere in a territory; the server has the last word. */
export function useMay(): (permission: Permission, territoryId: number) => boolean {
  const viewer = useViewer();
  return (permission, territoryId) => may(viewer, permission, { territoryId });
}

/** Of which part of a territory whoever has signed in may do something: the one in which the server takes it. */
export const useScope = (permission: Permission, territoryId: number): Scope =>
  scopeOf(useViewer(), permission, territoryId);
