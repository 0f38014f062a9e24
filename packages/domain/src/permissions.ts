/** Who somebody is to the system; a role holds on one territory and one grid path below it. */
export const ROLES = [
  "administrator",
  "auditor",
  "dispatcher",
  "secretary",
  "leader",
  "planner",
  "viewer",
  "device",
] as const;

/** Who somebody is to the system. */
export type Role = (typeof ROLES)[number];

/** Everything a caller can be allowed to do, and the roles that may; the only table of its kind. */
export const PERMISSIONS = {
  "territory.read": ROLES,
  "catalogue.read": ROLES,
  "grid.read": ROLES,
  "place.read": ROLES,
  "camera.read": ROLES,
  "incident.read": ROLES,
  "heat.read": ROLES,
  "summary.read": ROLES,
} as const satisfies Record<string, readonly Role[]>;

/** One thing a caller can be allowed to do. */
export type Permission = keyof typeof PERMISSIONS;

/** A caller: a role on a grid path of one territory; the empty path is the whole territory. */
export type Viewer = { role: Role; territoryId: number | "all"; gridPath: string };

/** True when the viewer's role has the permission and the territory is theirs. */
export function may(viewer: Viewer, permission: Permission, territoryId?: number): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  const inside =
    territoryId === undefined || viewer.territoryId === "all" || viewer.territoryId === territoryId;
  return inside && roles.includes(viewer.role);
}
