import type { Plan } from "@getu/domain/redraw";
import type { Attempt } from "@getu/editor";
import { isRefusal, listMovedFaces } from "@getu/geometry/partition";

const parentIn = ({ grids }: Plan, id: number): number | null | undefined => grids.get(id)?.parentId;

/** True when land goes from one parent to another (R12): that is more than a matter of the two grids. */
export function crossesParents({ before, after }: Attempt): boolean {
  const moved = listMovedFaces(before.partition, after.partition);
  if (isRefusal(moved)) return false;
  return moved.some(({ from, to }) => from > 0 && to > 0 && parentIn(before, from) !== parentIn(after, to));
}
