import { findLongText, gridSchema } from "@getu/domain";
import type { GridRecord, Reject } from "@getu/domain";
import { bboxOf } from "@getu/geometry";
import { toStoredArea } from "./grid-draft.ts";
import type { GridDraft } from "./grid-draft.ts";
import { childrenOf, findParents, parentProblemOf } from "./grid-parents.ts";
import { importProblemOf, rowOf, withoutSource } from "../incident/record-check.ts";
import type { Sourced } from "../incident/record-check.ts";

/** What is in force, overlaid by a file. */
export type GridMerge = {
  /** Every grid by external id: those in force in the order of their ids, then new ones in the order of the file. */
  drafts: Map<string, GridDraft>;
  /** Row of each record that was taken. */
  taken: Map<string, number>;
  rejects: Reject[];
};

type Problem = Pick<Reject, "reason" | "detail">;
type Drafts = ReadonlyMap<string, GridDraft>;

const recordSchema = gridSchema.pick({
  externalId: true,
  code: true,
  name: true,
  tier: true,
  leaderName: true,
  households: true,
});

/** Overlays the grids in force with records; a record that cannot stand is refused and what was in force stays. */
export function mergeGrids(
  inForce: Drafts,
  records: Iterable<GridRecord & Sourced>,
  { tiers, file }: { tiers: number; file: string },
): GridMerge {
  const merge: GridMerge = { drafts: new Map(inForce), taken: new Map(), rejects: [] };
  let ordinal = 0;
  for (const sourced of records) {
    ordinal += 1;
    const record = withoutSource<GridRecord>(sourced);
    const row = rowOf(sourced, ordinal);
    const problem = recordProblemOf(record, { inForce, taken: merge.taken, tiers });
    if (problem) merge.rejects.push({ file, row, ...problem });
    else take(merge, record, row);
  }
  settle(merge, inForce, file);
  return merge;
}

type Surroundings = { inForce: Drafts; taken: ReadonlyMap<string, number>; tiers: number };

function recordProblemOf(
  { area, parentExternalId, ...plain }: GridRecord,
  { inForce, taken, tiers }: Surroundings,
): Problem | null {
  const { externalId, tier } = plain;
  const known = inForce.get(externalId);
  const problem = findLongText({ parentExternalId }) ?? importProblemOf(recordSchema, plain);
  if (problem) return problem;
  if (tier >= tiers) return { reason: "unknown-tier", detail: `tier ${tier}, but there are only ${tiers}` };
  if (taken.has(externalId))
    return { reason: "duplicate-external-id", detail: `"${externalId}" came before` };
  if (known && known.tier !== tier)
    return { reason: "tier-changed", detail: `"${externalId}" is of tier ${known.tier}` };
  if (area && !bboxOf(area).every(Number.isFinite))
    return { reason: "no-outline", detail: `the outline of "${externalId}" has no points` };
  return null;
}

/** A file that brings no outline says nothing about it: the known one stays. Its households are a count. */
function take(merge: GridMerge, record: GridRecord, row: number): void {
  const known = merge.drafts.get(record.externalId);
  const area = record.area ? toStoredArea(record.area) : (known?.area ?? null);
  merge.drafts.set(record.externalId, {
    ...record,
    householdsEstimated: false,
    area,
    id: known?.id ?? null,
    state: known?.state ?? null,
  });
  merge.taken.set(record.externalId, row);
}

/** Refuses records until the rest stands, then writes the parents that were found into the drafts. */
function settle(merge: GridMerge, inForce: Drafts, file: string): void {
  for (;;) {
    const named = [...merge.taken.keys()].flatMap((externalId) =>
      toRefusal(externalId, parentProblemOf(merge.drafts.get(externalId)!, merge.drafts)),
    );
    const parented = named.length > 0 ? merge.drafts : withParents(merge.drafts, inForce);
    const refused = named.length > 0 ? named : withoutOutline(parented, merge.taken);
    if (refused.length === 0) {
      merge.drafts = parented;
      return;
    }
    for (const { externalId, problem } of refused) refuse(merge, inForce, { externalId, problem, file });
  }
}

type Refusal = { externalId: string; problem: Problem };

const toRefusal = (externalId: string, problem: Problem | null): Refusal[] =>
  problem ? [{ externalId, problem }] : [];

function refuse(
  merge: GridMerge,
  inForce: Drafts,
  { externalId, problem, file }: Refusal & { file: string },
): void {
  merge.rejects.push({ file, row: merge.taken.get(externalId)!, ...problem }); // only what was taken is refused
  merge.taken.delete(externalId);
  const before = inForce.get(externalId);
  if (before) merge.drafts.set(externalId, before);
  else merge.drafts.delete(externalId);
}

/** The parent that is named, else the one that is found on the ground, else the one in force. */
function withParents(drafts: Drafts, inForce: Drafts): Map<string, GridDraft> {
  const found = findParents(drafts);
  const parentOf = ({ externalId, parentExternalId }: GridDraft): string | null =>
    parentExternalId ?? found.get(externalId) ?? inForce.get(externalId)?.parentExternalId ?? null;
  return new Map(
    [...drafts].map(([externalId, draft]) => [externalId, { ...draft, parentExternalId: parentOf(draft) }]),
  );
}

/** Grids that have neither an outline nor children to derive one from. */
function withoutOutline(drafts: Drafts, taken: ReadonlyMap<string, number>): Refusal[] {
  const children = childrenOf(drafts.values());
  const bare = [...drafts.values()].filter(({ area, externalId }) => !area && !children.has(externalId));
  const left = bare.find(({ externalId }) => !taken.has(externalId));
  if (left)
    throw new Error(`grid "${left.externalId}" would lose its last child and has no outline of its own`);
  return bare.map(({ externalId }) => ({
    externalId,
    problem: { reason: "no-outline", detail: `"${externalId}" has no outline and no children` },
  }));
}
