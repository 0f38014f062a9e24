import { toTrpcError } from "@getu/api";
import { may } from "@getu/domain";
import type { Permission, Viewer } from "@getu/domain";

/** Throws when the viewer may not do this in the territory. */
export function demand(viewer: Viewer, permission: Permission, territoryId: number): void {
  if (!may(viewer, permission, { territoryId })) throw toTrpcError({ code: "NOT_PERMITTED", permission });
}
