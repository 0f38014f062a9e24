import { createAreaIndex } from "@getu/geometry";
import type { Sides } from "./impact-sides.ts";

type UnitPoint = { lng: number; lat: number };

/** Says whose points are by the new lines; by R15 whatever changes hands comes to a grid that is concerned: no other is asked. */
export function createOwners({
  areasAfter,
}: Pick<Sides, "areasAfter">): (points: readonly UnitPoint[]) => (number | null)[] {
  const [ids, areas] = [[...areasAfter.keys()], [...areasAfter.values()]];
  const index = createAreaIndex(areas);
  return (points) => {
    const units = Int32Array.from(points.flatMap(({ lng, lat }) => [lng, lat]));
    return Array.from(index.ownersOf(units), (owner) => ids[owner] ?? null);
  };
}
