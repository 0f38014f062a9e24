import { balanceOf, isInPart, worstFirst } from "@getu/domain/redraw";
import type {
  Compared,
  Draft,
  DraftPart,
  GridImpact,
  Impact,
  LeaderLoad,
  Measure,
  Plan,
} from "@getu/domain/redraw";
import type { AreaGeometry } from "@getu/geometry";
import { diffPartitions, hasOwner, measureOwner, toAreas } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { findTarget, workOutDraft } from "./draft-plans.ts";
import { estimateHouseholds } from "./household-estimate.ts";
import { countThings } from "./impact-counts.ts";
import type { Counts, ThingCounts } from "./impact-counts.ts";
import { countSeen } from "./impact-coverage.ts";
import type { SeenShares } from "./impact-coverage.ts";
import { listMovedAreas } from "./lineage.ts";

type Drawn = Pick<Draft, "id" | "baseVersion" | "currentVersion" | "steps" | "part"> & {
  territoryId: number;
};

/** Compares the boundaries in force with what a draft makes of them (R18): every grid of its part beside a border that moves, the worst first. */
export async function assessImpact(db: Db, draft: Drawn): Promise<Impact | UnreadableBoundaries> {
  const worked = await workOutDraft(db, draft);
  if ("code" in worked) return worked;
  const target = await findTarget(db, draft, { worked, prefer: "theirs" });
  if ("code" in target) return target;
  const sides = toSides(target.base, target.plan, draft.part);
  const question = { territoryId: draft.territoryId, ...sides };
  const counts = await inTransaction(db, (tx) => countThings(tx, question), {
    isolation: "REPEATABLE READ, READ ONLY",
  });
  return toImpact(sides, { ...counts, seen: await countSeen(db, question) });
}

/** Everything that was counted by the lines of both versions. */
type AllCounts = ThingCounts & { seen: Record<"before" | "after", SeenShares> };

/** Both versions, the grids beside a border that moves, and their sisters, which share a parent with one of them. */
export type Sides = {
  before: Plan;
  after: Plan;
  concerned: readonly number[];
  sisters: readonly number[];
  areasBefore: ReadonlyMap<number, AreaGeometry>;
  areasAfter: ReadonlyMap<number, AreaGeometry>;
  /** Gaps or the rim change too: what lies outside every grid is asked as well. */
  isRimTouched: boolean;
};

function toSides(before: Plan, after: Plan, part: DraftPart): Sides {
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

function toImpact(sides: Sides, counts: AllCounts): Impact {
  const areas = listMovedAreas(sides.before.partition, sides.after.partition);
  const households = estimateHouseholds(sides, areas);
  const grids = sides.concerned.map((id) => toGridImpact(sides, { id, counts, households: households(id) }));
  const all = [...sides.concerned, ...sides.sisters];
  return {
    grids: grids.sort(worstFirst),
    balance: {
      households: {
        before: balanceOf(
          existing(all, sides.before).map((id) => sides.before.grids.get(id)?.households ?? null),
        ),
        after: balanceOf(existing(all, sides.after).map((id) => households(id).after)),
      },
      incidents365: {
        before: balanceOf(existing(all, sides.before).map((id) => counts.before.get(id)?.incidents365 ?? 0)),
        after: balanceOf(existing(all, sides.after).map((id) => counts.after.get(id)?.incidents365 ?? 0)),
      },
    },
    leaders: loadsOf(sides, counts),
    areas,
    cameras: counts.movedCameras,
    places: counts.movedPlaces,
    openWork: counts.movedWork,
  };
}

const existing = (ids: readonly number[], { partition }: Plan): number[] =>
  ids.filter((id) => hasOwner(partition, id));

type GridFacts = { id: number; counts: AllCounts; households: Compared };

function toGridImpact(sides: Sides, { id, counts, households }: GridFacts): GridImpact {
  const [old, now] = [sides.areasBefore.get(id), sides.areasAfter.get(id)];
  const { code, name } = (sides.after.grids.get(id) ?? sides.before.grids.get(id))!; // concerned grids are in one of them
  const counted = (measure: keyof Counts): Compared => ({
    before: old ? (counts.before.get(id)?.[measure] ?? 0) : null,
    after: now ? (counts.after.get(id)?.[measure] ?? 0) : null,
    isEstimate: false,
  });
  const shaped = (measure: keyof Shape): Compared => ({
    before: old ? shapeOf(sides.before.partition, id, old)[measure] : null,
    after: now ? shapeOf(sides.after.partition, id, now)[measure] : null,
    isEstimate: false,
  });
  const measures = {
    households,
    incidents30: counted("incidents30"),
    incidents365: counted("incidents365"),
    openWork: counted("openWork"),
    cameras: counted("cameras"),
    seenShare: {
      before: counts.seen.before.get(id) ?? null,
      after: counts.seen.after.get(id) ?? null,
      isEstimate: false,
    },
    places: counted("places"),
    areaSquareMetres: shaped("areaSquareMetres"),
    compactness: shaped("compactness"),
  } satisfies Record<Measure, Compared>;
  return { grid: id, code, name, fate: !old ? "new" : now ? "stays" : "goes", measures };
}

type Shape = Record<"areaSquareMetres" | "compactness", number>;

/** What is in pieces has no shape to speak of (R18). */
function shapeOf(partition: Partition, id: number, area: AreaGeometry): Shape {
  const { squareMetres, perimeterMetres } = measureOwner(partition, id);
  const isWhole = area.type === "Polygon";
  const compactness = isWhole ? (4 * Math.PI * squareMetres) / perimeterMetres ** 2 : 0;
  return { areaSquareMetres: squareMetres, compactness };
}

type Load = Pick<Counts, "openWork" | "incidents30">;

const NO_LOAD: Load = { openWork: 0, incidents30: 0 };

/** One look at each grid: a territory whose grids have no parents has as many leaders as grids. */
function loadsOf({ concerned, sisters, before, after }: Sides, counts: ThingCounts): LeaderLoad[] {
  const ids = [...concerned, ...sisters];
  const [old, now] = [sumByLeader(before, ids, counts.before), sumByLeader(after, ids, counts.after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((leaderName) => {
    const [was, is] = [old.get(leaderName) ?? NO_LOAD, now.get(leaderName) ?? NO_LOAD];
    const load = (measure: keyof Load): Compared => ({
      before: was[measure],
      after: is[measure],
      isEstimate: false,
    });
    return { leaderName, openWork: load("openWork"), incidents30: load("incidents30") };
  });
}

function sumByLeader(
  plan: Plan,
  ids: readonly number[],
  counts: ReadonlyMap<number, Counts>,
): Map<string, Load> {
  const sums = new Map<string, Load>();
  for (const id of existing(ids, plan)) {
    const leader = plan.grids.get(id)?.leaderName ?? null;
    if (leader === null) continue;
    const [sum, own] = [sums.get(leader) ?? NO_LOAD, counts.get(id) ?? NO_LOAD];
    sums.set(leader, {
      openWork: sum.openWork + own.openWork,
      incidents30: sum.incidents30 + own.incidents30,
    });
  }
  return sums;
}
