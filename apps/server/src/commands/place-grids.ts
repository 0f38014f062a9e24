import type { GridRecord, Reject, Tier } from "@getu/domain";
import type { AreaGeometry } from "@getu/geometry";
import type { CodeComparison, FoundParent, GridFile, Outline, ParentComparison, Remark } from "@getu/sources";
import { compareParents, createCodeReader, findParents, SourceError } from "@getu/sources";

/** Grids of a file under the ids and parents they will have. */
export type PlacedGrids = {
  grids: (GridRecord & { rows: readonly number[] })[];
  features: number;
  rejects: Reject[];
  remarks: Remark[];
  /** Outlines within which the grids are expected; empty = nothing is known. */
  expected: readonly AreaGeometry[];
  comparisons: ParentComparison[];
};

/** What the grids of a file come into. */
export type GridSurroundings = {
  source: string;
  tiers: readonly Tier[];
  tier: number;
  /** Outlines that earlier files have brought. */
  outlines: readonly (Outline & { tier: number })[];
  parentAs: CodeComparison;
};

/** Files number each tier from one: what is unique is the id within its tier. */
const idWithin = (tier: Tier | undefined, id: string): string => `${tier?.key ?? ""}:${id}`;

/** The id as the file has it. */
export const idOfFile = (externalId: string): string => externalId.slice(externalId.indexOf(":") + 1);

/** A part of a whole for people. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/**
 * Gives the grids their ids beside those of other tiers and their parents (the one a grid names, else the one with
 * which it shares the most ground), and holds every parent's own outline against its children.
 */
export function placeGrids(file: GridFile, surroundings: GridSurroundings): PlacedGrids {
  const { tiers, tier, outlines } = surroundings;
  const grids = file.grids.map((grid) => ({ ...grid, externalId: idWithin(tiers[tier], grid.externalId) }));
  const parents = outlines.filter((outline) => outline.tier === Math.max(0, tier - 1));
  const expected = parents.map(({ area }) => area);
  if (tier === 0) return { ...file, grids, expected, comparisons: [] };
  if (parents.length === 0)
    throw new SourceError(
      `tier "${tiers[tier]?.key}" needs parents: import tier "${tiers[tier - 1]?.key}" first`,
    );
  const placed = giveParents({ ...file, grids, expected, comparisons: [] }, parents, surroundings);
  const children = placed.grids.flatMap(({ externalId, area, parentExternalId: parent }) =>
    area ? [{ externalId, area, parent }] : [],
  );
  return { ...placed, comparisons: compareParents(parents, children) };
}

function giveParents(
  file: PlacedGrids,
  parents: readonly Outline[],
  surroundings: GridSurroundings,
): PlacedGrids {
  const named = nameParents(file.grids, parents, surroundings);
  const orphans = named.flatMap(({ externalId, area, parentExternalId }) =>
    area && parentExternalId === null ? [{ externalId, area }] : [],
  );
  const found = findParents(orphans, parents);
  const parentOf = new Map(orphans.map(({ externalId }, at) => [externalId, found[at] ?? null]));
  const placed = { ...file, grids: [...named], rejects: [...file.rejects], remarks: [...file.remarks] };
  placed.grids = named.flatMap((grid) => {
    const parent = parentOf.get(grid.externalId);
    if (parent === undefined) return [grid]; // it names its parent itself
    const place = { file: surroundings.source, row: grid.rows[0] ?? 0 };
    if (parent && parent.others.length > 0) placed.remarks.push({ ...place, ...crossing(grid, parent) });
    if (!parent) placed.rejects.push({ ...place, ...orphaned(grid) });
    return parent ? [{ ...grid, parentExternalId: parent.parent }] : [];
  });
  return placed;
}

/** Turns the parents' codes that the file gives into ids; one that no parent has is left for the store to refuse. */
function nameParents(
  grids: PlacedGrids["grids"],
  parents: readonly Outline[],
  { tiers, tier, parentAs }: GridSurroundings,
): PlacedGrids["grids"] {
  const codeOf = createCodeReader(parentAs);
  const byCode = new Map(parents.map(({ externalId }) => [codeOf(idOfFile(externalId)), externalId]));
  return grids.map((grid) => {
    const given = grid.parentExternalId;
    if (given === null) return grid;
    return { ...grid, parentExternalId: byCode.get(codeOf(given)) ?? idWithin(tiers[tier - 1], given) };
  });
}

const crossing = ({ code }: GridRecord, { parent, share, others }: FoundParent) => ({
  reason: "crosses-parents",
  detail: `${percent(share)} of "${code}" in ${idOfFile(parent)}, the rest in ${others.map(idOfFile).join(", ")}`,
});

const orphaned = ({ code }: GridRecord) => ({
  reason: "no-parent",
  detail: `"${code}" shares no ground with any grid of the tier above`,
});
