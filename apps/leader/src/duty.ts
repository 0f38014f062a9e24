import { HANDLES } from "@getu/domain";
import type { Grant, Role, Territory } from "@getu/domain";

/** A role with work to do, where it holds. */
export type HeldDuty = {
  role: Role;
  territory: Territory;
  gridPath: string;
  /** The grid at the end of the path; null = the whole territory. */
  gridId: number | null;
};

/** The coarsest grid above a duty's own, whose ground the phone takes along; null = the duty is the whole territory. */
export const communityOf = ({ gridPath }: HeldDuty): number | null =>
  gridPath === "" ? null : Number(gridPath.split("/")[0]);

const works = (role: Role): boolean => HANDLES.some((each) => each === role);

/** Everything that somebody has work by, the finest grids first: a leader's own before what they stand in for. */
export function listDuties(grants: readonly Grant[], territories: readonly Territory[]): HeldDuty[] {
  const duties = grants
    .filter(({ role }) => works(role))
    .flatMap(({ role, territoryId, gridPath }) =>
      territories
        .filter(({ id }) => territoryId === "all" || id === territoryId)
        .map((territory) => ({
          role,
          territory,
          gridPath,
          gridId: gridPath === "" ? null : Number(gridPath.split("/").at(-1)),
        })),
    );
  return duties.toSorted((a, b) => b.gridPath.split("/").length - a.gridPath.split("/").length);
}
