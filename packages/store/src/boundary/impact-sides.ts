import { isInPart } from "@getu/domain/redraw";
import type { DraftPart, Plan } from "@getu/domain/redraw";
import type { AreaGeometry } from "@getu/geometry";
import { diffPartitions, hasOwner, toAreas } from "@getu/geometry/partition";

/** Two versions with one origin. */
export type Plans = { before: Plan; after: Plan };

/** Both versions, the grids beside a border that moves, and their sisters, which share a parent with one of them. */
export type Sides = Plans & {
  concerned: readonly number[];
  sisters: readonly number[];
  areasBefore: ReadonlyMap<number, AreaGeometry>;
  areasAfter: ReadonlyMap<number, AreaGeometry>;
  /** Gaps or the rim change too: what lies outside every grid is asked as well. */
  isRimTouched: boolean;
};

/** Both versions of a territory. */
export type TerritorySides = Sides & { territoryId: number };

/** Both versions of a draft of a part, with the grids of the part that it concerns. */
export function toSides({ before, after }: Plans, part: DraftPart): Sides {
  const { owners } = diffPartitions(before.partition, after.partition);
  const isOwn = (id: number): boolean => isInPart(part, before, id) || isInPart(part, after, id);
  const concerned = owners.filter((owner) => owner > 0 && isOwn(owner));
  const parents = new Set(
    concerned.flatMap((id) => [before.grids.get(id)?.parentId, after.grids.get(id)?.parentId]),
  );
  const sisters = [...after.grids.values()]
    .filter(
      ({ id, parentId }) =>
        parents.has(parentId) && isOwn(id) && !concerned.includes(id) && hasOwner(after.partition, id),
    )
    .map(({ id }) => id);
  const areasOf = (plan: Plan) =>
    toAreas(
      plan.partition,
      concerned.filter((id) => hasOwner(plan.partition, id)),
    );
  return {
    before,
    after,
    concerned,
    sisters,
    areasBefore: areasOf(before),
    areasAfter: areasOf(after),
    isRimTouched: owners.some((owner) => owner <= 0),
  };
}

/** The same the other way round. */
export const turnedSides = ({ before, after, areasBefore, areasAfter, ...shared }: Sides): Sides => ({
  ...shared,
  before: after,
  after: before,
  areasBefore: areasAfter,
  areasAfter: areasBefore,
});
