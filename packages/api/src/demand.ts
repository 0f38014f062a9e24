import { may } from "@getu/domain";
import type { Ground, Permission, Viewer } from "@getu/domain";
import { toTrpcError } from "./failure.ts";

/** Throws unless the viewer has the permission there; whoever is unknown is told to sign in, whatever there is. */
export function demand(viewer: Viewer, permission: Permission, ground?: Ground): void {
  if (may(viewer, permission, ground)) return;
  const isKnown = viewer.caller.kind !== "nobody";
  throw toTrpcError(isKnown ? { code: "NOT_PERMITTED", permission } : { code: "SIGN_IN_NEEDED" });
}
