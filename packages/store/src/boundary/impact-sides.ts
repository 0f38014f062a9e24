import { isInPart, listRecordChanges } from "@getu/domain/redraw";
import type { DraftPart, Plan, RecordField } from "@getu/domain/redraw";
import type { AreaGeometry } from "@getu/geometry";
import { diffPartitions, hasOwner, toAreas } from "@getu/geometry/partition";

/** Two versions with one origin. */
export type Plans = { before: Plan; after: Plan };

/** Both versions, the grids concerned, and their sisters, which share a parent with one of them. */
export type Sides = Plans & {
  /** Beside a border that moves, or said to have others as leader, parent or households. */
  concerned: readonly number[];
  sisters: readonly number[];
  areasBefore: ReadonlyMap<number, AreaGeometry>;
  areasAfter: ReadonlyMap<number, AreaGeometry>;
  /** Gaps or the rim change too: what lies outside every grid is asked as well. */
  isRimTouched: boolean;
  /** True for a grid of the part that is asked about, in one of the versions. */
  isOwn: (id: number) => boolean;
};

/** Both versions of a territory. */
export type TerritorySides = Sides & { territoryId: number };

/** By these a grid counts otherwise, though its ground stays what it is. */
const COUNTED: ReadonlySet<RecordField> = new Set(["parent", "leader", "households"]);

/** Grids with ground of which something else is said that counts. */
const listRetold = (plans: Plans): number[] =>
  listRecordChanges(plans, [])
    .filter(({ fields }) => fields.some(({ field }) => COUNTED.has(field)))
    .map(({ grid }) => grid)
    .filter((id) => hasOwner(plans.before.partition, id) && hasOwner(plans.after.partition, id));

/** Both versions of a draft of a part, with the grids of the part that it concerns. */
export function toSides({ before, after }: Plans, part: DraftPart): Sides {
  const { owners } = diffPartitions(before.partition, after.partition);
  const isOwn = (id: number): boolean => isInPart(part, before, id) || isInPart(part, after, id);
  const all = new Set([...owners.filter((owner) => owner > 0), ...listRetold({ before, after })]);
  const concerned = [...all].filter(isOwn);
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
    isOwn,
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
