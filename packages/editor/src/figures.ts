import type { Plan } from "@getu/domain/redraw";
import {
  edgesOf,
  isRefusal,
  listMovedFaces,
  measureOwner,
  OUTSIDE,
  toAreas,
  twiceAreaOfOwner,
} from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { ownersTouched } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";

/** How many households each owner has, or is estimated to have. */
export type Households = ReadonlyMap<number, number>;

/** What can be said of one area. */
export type Figures = {
  readonly squareMetres: number;
  /** Polsby-Popper, 4πA / P²: 1 = a circle; 0 for an area in several pieces (R18). */
  readonly compactness: number;
  /** Null = not known. */
  readonly households: number | null;
};

/** One owner before and after; null = it was not or will not be there. */
export type Effect = {
  readonly owner: number;
  readonly before: Figures | null;
  readonly after: Figures | null;
};

/** The figures of an owner; null when it has no area. */
export function figuresOf(partition: Partition, owner: number, households: Households): Figures | null {
  if (edgesOf(partition, owner).length === 0) return null;
  const { squareMetres, perimeterMetres } = measureOwner(partition, owner);
  const isWhole = toAreas(partition, [owner]).get(owner)?.type === "Polygon";
  return {
    squareMetres,
    compactness: isWhole ? (4 * Math.PI * squareMetres) / perimeterMetres ** 2 : 0,
    households: households.get(owner) ?? null,
  };
}

/**
 * What an attempt does to everybody whose area it changes, the largest change first (R18). Households afterwards are an
 * estimate by those before, unless somebody knows better from where the plan began: estimates of estimates drift.
 */
export function effectsOf(
  attempt: Attempt,
  households: Households,
  afterwards: Households = estimateHouseholds(attempt.before.partition, attempt.after.partition, households),
): Effect[] {
  const [before, after] = [attempt.before.partition, attempt.after.partition];
  const owners = ownersTouched(attempt).filter((owner) => owner > OUTSIDE);
  const isChanged = ({ before: old, after: now }: Effect): boolean => old?.squareMetres !== now?.squareMetres;
  const all = owners.map((owner) => ({
    owner,
    before: figuresOf(before, owner, households),
    after: figuresOf(after, owner, afterwards),
  }));
  const changeOf = (effect: Effect): number =>
    Math.abs((effect.after?.squareMetres ?? 0) - (effect.before?.squareMetres ?? 0));
  return all
    .filter(isChanged)
    .sort((one, other) => changeOf(other) - changeOf(one) || one.owner - other.owner);
}

/**
 * Households of every grid as a plan stands: those that it gives, else those on record in its base, and where the area has
 * changed, an estimate by area.
 */
export function householdsOf(base: Plan, { partition, grids }: Plan): Households {
  const recorded = [...base.grids].flatMap(([id, { households }]) =>
    households === null ? [] : [[id, households] as const],
  );
  const estimated = estimateHouseholds(base.partition, partition, new Map(recorded));
  const wholes = sumWholes(base, { partition, grids });
  for (const [id, { households }] of grids) {
    const isGiven = ![null, base.grids.get(id)?.households ?? null, wholes.get(id)].includes(households);
    if (isGiven && households !== null) estimated.set(id, households);
  }
  return estimated;
}

/** What joining whole grids made of the records: no number that anybody gave for the outline as it is now. */
function sumWholes(base: Plan, { partition, grids }: Plan): Map<number, number> {
  const sums = new Map<number, number>();
  const gone = [...base.grids.keys()].filter((id) => !grids.has(id));
  if (gone.length === 0) return sums;
  const moved = listMovedFaces(base.partition, partition);
  if (isRefusal(moved)) return sums;
  const householdsIn = (id: number): number => base.grids.get(id)?.households ?? 0;
  for (const id of gone) {
    const heir = heirOf(moved.filter(({ from }) => from === id));
    if (heir !== null) sums.set(heir, (sums.get(heir) ?? householdsIn(heir)) + householdsIn(id));
  }
  return sums;
}

/** Who takes the most of what goes; null = nobody. */
function heirOf(faces: readonly { to: number; twiceArea: number }[]): number | null {
  const taken = new Map<number, number>();
  for (const { to, twiceArea } of faces) taken.set(to, (taken.get(to) ?? 0) + twiceArea);
  const most = Math.max(...taken.values());
  return [...taken].find(([, area]) => area === most)?.[0] ?? null;
}

/** True for a grid that was one piece, or none, and is several afterwards. */
export const comesApart = ({ before, after }: Effect): boolean =>
  after?.compactness === 0 && before?.compactness !== 0;

/**
 * Households after a redraw by the share of the area that moved: an estimate, since nobody says where in a grid they live.
 * Their sum stays what it was.
 */
export function estimateHouseholds(
  before: Partition,
  after: Partition,
  households: Households,
): Map<number, number> {
  const estimated = new Map(households);
  const moved = listMovedFaces(before, after);
  if (isRefusal(moved)) return estimated;
  for (const { from, to, twiceArea } of moved) {
    const had = households.get(from);
    if (had === undefined || from === to) continue;
    const share = (had * twiceArea) / twiceAreaOfOwner(before, from);
    estimated.set(from, (estimated.get(from) ?? 0) - share);
    estimated.set(to, (estimated.get(to) ?? 0) + share);
  }
  for (const owner of estimated.keys()) if (edgesOf(after, owner).length === 0) estimated.delete(owner);
  return estimated;
}
