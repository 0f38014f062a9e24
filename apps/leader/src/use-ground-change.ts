import type { GridArea } from "@getu/domain";
import { useMemo } from "react";
import { compareGround } from "./ground-change.ts";
import type { GroundChange } from "./ground-change.ts";
import type { OwnOutline } from "./known-ground.ts";
import type { Work } from "./work.ts";

/** One's grids as they are by the phone's copy. */
export const useOwnGrids = ({ around }: Work): readonly GridArea[] =>
  useMemo(() => around?.grids.filter(({ isOwn }) => isOwn) ?? [], [around]);

/** What became of one's ground since `before`; null = there is nothing to compare, or it cannot be. */
export function useGroundChange(work: Work, before: OwnOutline | null): GroundChange | null {
  const after = useOwnGrids(work);
  return useMemo(
    () => (before && after.length > 0 ? compareGround(before.grids, after) : null),
    [before, after],
  );
}
