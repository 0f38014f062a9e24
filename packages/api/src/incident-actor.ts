import { channelsOf, gridPathsOf } from "@getu/domain";
import type { Actor, Channel, Permission, Viewer } from "@getu/domain";
import { isInReach } from "@getu/store";
import type { Context } from "./context.ts";
import { toTrpcError } from "./failure.ts";
import type { IncidentKey } from "./incident-key.ts";

const callerId = ({ caller }: Viewer): string =>
  caller.kind === "nobody" ? caller.kind : `${caller.kind}:${caller.id}`;

/** Everything the viewer may act as in the territory, in the order of their grants. */
export function actorsOf(viewer: Viewer, permission: Permission, territoryId: number): Actor[] {
  const id = callerId(viewer);
  return viewer.grants
    .filter((grant) => gridPathsOf({ ...viewer, grants: [grant] }, permission, territoryId).length > 0)
    .map(({ role, gridPath }) => ({ id, role, gridPath }));
}

/** As whom the viewer reports what came by the channel; who may file comes first, so that it goes on at once. */
export function reporterOf(viewer: Viewer, territoryId: number, channel: Channel): Actor {
  const able = viewer.grants.filter(({ role }) => channelsOf(role).includes(channel));
  const actors = actorsOf({ ...viewer, grants: able }, "incident.report", territoryId);
  const actor = actors.find(({ role }) => role !== "leader") ?? actors[0];
  if (!actor) throw toTrpcError({ code: "CHANNEL_NOT_PERMITTED", channel });
  return actor;
}

/** An incident that is not there, or elsewhere: both are refused alike. */
export const incidentNotFound = ({ territoryId, id }: IncidentKey) =>
  toTrpcError({ code: "INCIDENT_NOT_FOUND", territoryId, incidentId: id });

/** Throws unless the viewer has to do with the incident; one elsewhere is refused as one that is not there. */
export async function demandReach(
  { db, viewer }: Context,
  permission: Permission,
  key: IncidentKey,
): Promise<void> {
  const { territoryId, id: incidentId } = key;
  const paths = gridPathsOf(viewer, permission, territoryId);
  if (!(await isInReach(db, { territoryId, incidentId, paths }))) throw incidentNotFound(key);
}
