import type { AreaGeometry } from "./area.ts";
import { readAreaIndexFile, writeAreaIndexFile } from "./area-index-file.ts";
import type { AreaIndexFile } from "./area-index-file.ts";
import { createCellIndex } from "./cell-index.ts";
import { sweepCells } from "./cell-sweep.ts";
import { toUnits } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { toAreaEdges, toRingEdges } from "./edge-table.ts";
import type { EdgeTable } from "./edge-table.ts";
import { createHolders, secondLook } from "./holders.ts";
import type { Holders } from "./holders.ts";
import { createOwnerBatch, secondOwner } from "./owner-batch.ts";
import type { OwnerBatch } from "./owner-batch.ts";
import { toSidedRings } from "./sided-ring.ts";
import { createSurroundings } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";
import { toUnitAreas } from "./unit-ring.ts";

/** Where a position lies among the areas; areas are named by their index, -1 = none. */
export type AreaLocation = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  owner: number;
  /** All areas that hold it, ascending; more than one only where the input overlaps. */
  owners: readonly number[];
  /** Metres to the nearest border of the owner, or of the nearest area when there is no owner; Infinity without areas. */
  distanceToBorderMetres: number;
  /** The area across that border, or the nearest area when there is no owner; -1 = none. */
  neighbour: number;
};

/** Answers which area holds a position, for a fixed set of areas. */
export type AreaIndex = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  ownerOf(position: LngLat): number;
  /** The owner of each of many positions, much faster than one by one. */
  ownersOf: OwnerBatch;
  /** The owner with its surroundings. */
  locate(position: LngLat): AreaLocation;
};

/** The exact index, which can also be saved and sent. */
export type ExactAreaIndex = AreaIndex & {
  /** Memory of what answers for owners; distances and neighbours need about as much again, from their first use on. */
  readonly bytes: number;
  /** Everything the index knows as one buffer: a file, or a message to a worker; `openAreaIndex` reads it. */
  toBuffer(): ArrayBuffer;
};

/**
 * The exact index: everything is rounded to whole units of 1e-7 degree and decided by the owner rule (R14), so that on a
 * tessellation every position has exactly one owner. Where areas overlap the first in the list owns. Polygons may be
 * unclosed, wound either way and repeat points; a coordinate that is no longitude or latitude throws and names the area.
 */
export function createAreaIndex(areas: readonly AreaGeometry[]): ExactAreaIndex {
  const rings = toSidedRings(toUnitAreas(areas));
  const edges = toRingEdges(rings);
  return indexOver({ rings, cells: sweepCells(edges, rings) }, edges);
}

/** The index that was saved by `toBuffer`, at once; a buffer that is cut off, damaged or no such index throws. */
export function openAreaIndex(buffer: ArrayBuffer): ExactAreaIndex {
  return indexOver(readAreaIndexFile(buffer));
}

function indexOver(file: AreaIndexFile, edges?: EdgeTable): ExactAreaIndex {
  const { rings } = file;
  const { entries, plans, records } = file.cells;
  // Both cost more than a look-up is worth, and who only asks for owners hardly needs them.
  let [slowHolders, surroundings]: [Holders | undefined, Surroundings | undefined] = [undefined, undefined];
  const cells = createCellIndex(file.cells, (x, y) => (slowHolders ??= createHolders(rings))(x, y));
  return {
    ownerOf([lng, lat]) {
      const [x, y] = [toUnits(lng), toUnits(lat)];
      const owner = cells.ownerAt(x, y);
      return owner >= 0 ? owner : secondOwner(cells, x, y);
    },
    ownersOf: createOwnerBatch(cells),
    locate([lng, lat]) {
      const [x, y] = [toUnits(lng), toUnits(lat)];
      const held = cells.holdersAt(x, y);
      const owners = held.length > 0 ? held : secondLook(cells.holdersAt, x, y);
      surroundings ??= createSurroundings(toAreaEdges(edges ?? toRingEdges(rings), rings), cells.holdersAt);
      return { owner: owners[0] ?? -1, owners, ...surroundings(x, y, owners[0] ?? -1) };
    },
    bytes: entries.byteLength + plans.byteLength + records.byteLength,
    toBuffer: () => writeAreaIndexFile(file),
  };
}
