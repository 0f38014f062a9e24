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

/** Everything a caller can be allowed to do, and who may: roles, whoever has signed in, or anybody; the only table of its kind. */
export const PERMISSIONS = {
  "territory.read": ROLES,
  "catalogue.read": ROLES,
  "grid.read": ROLES,
  /** Notice boards and booklets, on paper: for those who hang them out. */
  "grid.print": ["administrator", "dispatcher", "secretary", "planner"],
  "place.read": ROLES,
  "camera.read": ROLES,
  "coverage.read": ROLES,
  "incident.read": ROLES,
  "incident.report": ["dispatcher", "secretary", "leader"],
  /** Which actions exactly is for the table of the lifecycle to say. */
  "incident.act": ["dispatcher", "secretary", "leader"],
  "incident.history": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  "contact.read": ["dispatcher", "secretary", "leader"],
  /** To keep what a case of law may need past every promise to delete it. */
  "incident.hold": ["administrator"],
  /** Of the queues, by name, for oneself. */
  "filter.own": ["administrator", "auditor", "dispatcher", "secretary", "leader", "planner", "viewer"],
  "photo.read": ["administrator", "auditor", "dispatcher", "secretary", "leader", "planner", "viewer"],
  "heat.read": ROLES,
  "summary.read": ROLES,
  /** Tables leave the house with it: for those who answer for the ledger. */
  "incident.export": ["administrator", "auditor", "dispatcher", "secretary"],
  /** Who is assessed may see by what. */
  "assessment.read": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  /** Drafts of new boundaries, and what they would change; held on the whole territory. */
  "draft.read": ["administrator", "auditor", "planner", "secretary"],
  "draft.write": ["planner"],
  /** To approve, to set the day, to take an older version up again. */
  "draft.approve": ["administrator"],
  /** Either of those who draw and those who approve takes a draft back. */
  "draft.withdraw": ["administrator", "planner"],
  /** The bare counts, without a list that names who approved. */
  "assessment.figures": ["administrator", "auditor", "dispatcher", "secretary", "leader", "device"],
  /** Household clusters, visits, and what came of them. */
  "visit.read": ["administrator", "auditor", "dispatcher", "secretary", "leader"],
  "visit.record": ["dispatcher", "secretary", "leader"],
  /** To set how often households are visited. */
  "visit.rhythm": ["dispatcher", "secretary"],
  /** To answer demands and micro-wishes. */
  "need.answer": ["dispatcher", "secretary"],
  "person.read": ["administrator", "auditor", "secretary"],
  "person.manage": ["administrator"],
  "grant.give": ["administrator", "secretary"],
  "device.manage": ["administrator"],
  /** To hold, skip and pin what walls show: for who is on duty. */
  "wall.steer": ["administrator", "dispatcher"],
  "audit.read": ["administrator", "auditor"],
  "account.own": "signed-in",
  "account.begin": "anybody",
  /** A screen about itself; anybody else hears that they are none. */
  "wall.own": "anybody",
} as const satisfies Record<string, readonly Role[] | "signed-in" | "anybody">;

/** One thing a caller can be allowed to do. */
export type Permission = keyof typeof PERMISSIONS;

/** What leaves a row in the audit log when it is done, and also when somebody reaches for it in vain. */
export const ANSWERED_FOR = [
  "contact.read",
  "incident.hold",
  "incident.export",
  "person.manage",
  "grant.give",
  "device.manage",
  "audit.read",
  "draft.approve",
] as const satisfies readonly Permission[];

/** A role on a part of a territory: the ids from the coarsest grid down to it, joined by `/`; empty = all of it. */
export type Grant = { role: Role; territoryId: number | "all"; gridPath: string };

/** Who asks: a signed-in person, a screen with a token of its own, or somebody unknown. */
export type Caller = { kind: "nobody" } | { kind: "person"; id: string } | { kind: "device"; id: number };

/** A caller and what was granted to it. */
export type Viewer = { caller: Caller; grants: readonly Grant[] };

/** Where something is to be done. */
export type Ground = { territoryId: number; gridPath?: string };

/** Somebody unknown, with what everybody is granted. */
export const nobodyWith = (...grants: readonly Grant[]): Viewer => ({ caller: { kind: "nobody" }, grants });

/** True when the grid path is the other one or lies below it; everything lies below the empty one. */
export const isBelow = (gridPath: string, above: string): boolean =>
  above === "" || gridPath === above || gridPath.startsWith(`${above}/`);

function allows(grant: Grant, permission: Permission, ground: Ground | undefined): boolean {
  const roles: readonly Role[] | string = PERMISSIONS[permission];
  if (typeof roles === "string" || !roles.includes(grant.role)) return false;
  if (ground === undefined) return true;
  const { territoryId, gridPath } = ground;
  if (grant.territoryId !== "all" && grant.territoryId !== territoryId) return false;
  return gridPath === undefined || isBelow(gridPath, grant.gridPath);
}

/** True when one of the viewer's grants has the permission there; without a grid path, somewhere in the territory. */
export function may(viewer: Viewer, permission: Permission, ground?: Ground): boolean {
  if (PERMISSIONS[permission] === "anybody") return true;
  if (PERMISSIONS[permission] === "signed-in") return viewer.caller.kind === "person";
  return viewer.grants.some((grant) => allows(grant, permission, ground));
}

/**
 * The grid paths of the territory on which the viewer has the permission, none of them below another;
 * `[""]` = the whole territory, `[]` = nowhere.
 */
export function gridPathsOf(viewer: Viewer, permission: Permission, territoryId: number): readonly string[] {
  const paths = viewer.grants
    .filter((grant) => allows(grant, permission, { territoryId }))
    .map(({ gridPath }) => gridPath);
  const distinct = [...new Set(paths)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && isBelow(path, other)));
}
