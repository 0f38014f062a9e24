import { createGridIndex } from "@getu/domain";
import type { GridIndex } from "@getu/domain";
import { listGridAreas } from "@getu/store";
import type { Db } from "@getu/store";

/** The index of each territory's finest grids, built once for each published version. */
export type GridIndexes = { indexOf(territory: { id: number; version: number }): Promise<GridIndex> };

/** Keeps one index for each territory: the version in force replaces the one before. */
export function createGridIndexes(db: Db): GridIndexes {
  const kept = new Map<number, { version: number; index: Promise<GridIndex> }>();
  const build = async (territoryId: number) => createGridIndex(await listGridAreas(db, { territoryId }));
  return {
    indexOf({ id, version }) {
      const known = kept.get(id);
      if (known?.version === version) return known.index;
      const index = build(id);
      kept.set(id, { version, index });
      // A failed read must not be remembered: the next caller tries again.
      index.catch(() => kept.get(id)?.index === index && kept.delete(id));
      return index;
    },
  };
}
