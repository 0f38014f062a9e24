import { isBelow, ROLES } from "./permissions.ts";
import type { Grant, Role, Viewer } from "./permissions.ts";

/** Who may give which roles; nobody gives one above their own. */
const MAY_GIVE: Partial<Record<Role, readonly Role[]>> = {
  administrator: ROLES,
  secretary: ["leader", "viewer"],
};

const covers = (own: Grant, wanted: Grant): boolean =>
  own.territoryId === "all" ||
  (own.territoryId === wanted.territoryId && isBelow(wanted.gridPath, own.gridPath));

/** True when the viewer may give or take away this role at this place: not above their own, not outside their scope. */
export const mayGrant = (viewer: Viewer, wanted: Grant): boolean =>
  viewer.grants.some((own) => MAY_GIVE[own.role]?.includes(wanted.role) === true && covers(own, wanted));

/** The roles that the viewer may give somewhere. */
export const rolesToGive = (viewer: Viewer): Role[] =>
  ROLES.filter((role) => viewer.grants.some((own) => MAY_GIVE[own.role]?.includes(role) === true));

/** True when the viewer may disable somebody who holds these grants: all of them are the viewer's to take away. */
export function mayManage(viewer: Viewer, held: readonly Grant[]): boolean {
  if (held.length > 0) return held.every((grant) => mayGrant(viewer, grant));
  return viewer.grants.some(({ role, territoryId }) => role === "administrator" && territoryId === "all");
}
