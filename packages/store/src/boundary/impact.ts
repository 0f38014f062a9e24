import { balanceOf, counted, listRecordChanges, settleHouseholds, worstFirst } from "@getu/domain/redraw";
import type {
  Compared,
  Draft,
  GridImpact,
  Impact,
  LeaderLoad,
  Measure,
  MovedPoint,
  Plan,
} from "@getu/domain/redraw";
import type { AreaGeometry } from "@getu/geometry";
import { hasOwner, measureOwner } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { readPlan } from "./boundary-plan.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Restoration, RestorationRefusal } from "./publish-draft.ts";
import { getVersion } from "../grid/territory.ts";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { findTarget, workOutDraft } from "./draft-plans.ts";
import { countThings } from "./impact-counts.ts";
import type { Counts, ThingCounts } from "./impact-counts.ts";
import { countSeen } from "./impact-coverage.ts";
import type { SeenShares } from "./impact-coverage.ts";
import { toSides, turnedSides } from "./impact-sides.ts";
import type { Plans, Sides, TerritorySides } from "./impact-sides.ts";
import { listMovedAreas } from "./lineage.ts";

type Drawn = Pick<Draft, "id" | "baseVersion" | "currentVersion" | "steps" | "part" | "state" | "version"> & {
  territoryId: number;
};

/** Another version has replaced the lines of a draft: nothing stands by them any more that could be counted. */
export type SupersededDraft = { code: "DRAFT_SUPERSEDED"; draftId: number };

/**
 * Compares the boundaries in force with what a draft makes of them (R18): every grid of its part that it concerns, the worst
 * first, and old beside new of what is said of grids. A draft that is in force itself is compared with what was in force
 * before it, by the ledger of today.
 */
export async function assessImpact(
  db: Db,
  draft: Drawn,
): Promise<Impact | SupersededDraft | UnreadableBoundaries> {
  if (draft.state === "superseded") return { code: "DRAFT_SUPERSEDED", draftId: draft.id };
  const isInForce = draft.state === "in-force";
  const plans = await (isInForce ? readReplaced(db, draft) : readPlanned(db, draft));
  if ("code" in plans) return plans;
  const sides = toSides(plans, draft.part);
  const counts = await countAll(db, { territoryId: draft.territoryId, ...sides });
  return isInForce ? toImpact(turnedSides(sides), turnedCounts(counts)) : toImpact(sides, counts);
}

/** Compares the boundaries in force with an older version, as they would be if that were taken up again (R18). */
export async function assessRestoration(
  db: Db,
  { territoryId, version, seen }: Omit<Restoration, "reason" | "by">,
): Promise<Impact | RestorationRefusal> {
  const current = await getVersion(db.pool, territoryId);
  if (version > current) return { code: "VERSION_NOT_FOUND", version };
  if (seen !== current) return { code: "VERSION_MOVED_ON", version: current };
  const before = await readPlan(db, { territoryId, version: current });
  if ("code" in before) return before;
  const after = await readPlan(db, { territoryId, version, origin: before.partition.origin });
  if ("code" in after) return after;
  const sides = toSides({ before, after }, null);
  return toImpact(sides, await countAll(db, { territoryId, ...sides }));
}

async function countAll(db: Db, question: TerritorySides): Promise<AllCounts> {
  const counts = await inTransaction(db, (tx) => countThings(tx, question), {
    isolation: "REPEATABLE READ, READ ONLY",
  });
  return { ...counts, seen: await countSeen(db, question) };
}

/** What is in force, and what the draft makes of it. */
async function readPlanned(db: Db, draft: Drawn): Promise<Plans | UnreadableBoundaries> {
  const worked = await workOutDraft(db, draft);
  if ("code" in worked) return worked;
  const target = await findTarget(db, draft, { worked, prefer: "theirs" });
  if ("code" in target) return target;
  return { before: target.base, after: settleHouseholds(target.base, target.plan) };
}

/** What is in force, and what was in force before the draft: what everything is counted by stands first. */
async function readReplaced(
  db: Db,
  { territoryId, id, version }: Drawn,
): Promise<Plans | UnreadableBoundaries> {
  const number = version!; // it is in force
  const now = await readPlan(db, { territoryId, version: number });
  if ("code" in now) return now;
  // A draft whose steps came to nothing made no version.
  const { rowCount } = await db.pool.query(
    "SELECT FROM territory_version WHERE territory_id = $1 AND number = $2 AND draft_id = $3",
    [territoryId, number, id],
  );
  const { origin } = now.partition;
  const then = await readPlan(db, { territoryId, version: number - (rowCount ?? 0), origin });
  return "code" in then ? then : { before: now, after: then };
}

/** Everything that was counted by the lines of both versions. */
type AllCounts = ThingCounts & { seen: Record<"before" | "after", SeenShares> };

const turned = <Value>({ before, after }: Record<"before" | "after", Value>) => ({
  before: after,
  after: before,
});

const turnedPoint = ({ from, to, ...point }: MovedPoint): MovedPoint => ({ ...point, from: to, to: from });

const turnedCounts = (counts: AllCounts): AllCounts => ({
  ...turned(counts),
  seen: turned(counts.seen),
  movedCameras: counts.movedCameras.map(turnedPoint),
  movedPlaces: counts.movedPlaces.map(turnedPoint),
  movedWork: { total: counts.movedWork.total, moved: counts.movedWork.moved.map(turnedPoint) },
});

function toImpact(sides: Sides, counts: AllCounts): Impact {
  const areas = listMovedAreas(sides.before.partition, sides.after.partition);
  const grids = sides.concerned.map((id) => toGridImpact(sides, id, counts));
  const all = [...sides.concerned, ...sides.sisters];
  return {
    grids: grids.sort(worstFirst),
    records: listRecordChanges(sides, areas).filter(({ grid }) => sides.isOwn(grid)),
    balance: {
      households: {
        before: balanceOf(householdsOf(all, sides.before)),
        after: balanceOf(householdsOf(all, sides.after)),
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

const householdsOf = (ids: readonly number[], plan: Plan): (number | null)[] =>
  existing(ids, plan).map((id) => plan.grids.get(id)?.households ?? null);

function toGridImpact(sides: Sides, id: number, counts: AllCounts): GridImpact {
  const [old, now] = [sides.areasBefore.get(id), sides.areasAfter.get(id)];
  const [was, is] = [sides.before.grids.get(id), sides.after.grids.get(id)];
  const { code, name } = (is ?? was)!; // concerned grids are in one of them
  const things = (measure: keyof Counts): Compared =>
    counted(
      old ? (counts.before.get(id)?.[measure] ?? 0) : null,
      now ? (counts.after.get(id)?.[measure] ?? 0) : null,
    );
  const shape = (measure: keyof Shape): Compared =>
    counted(
      old ? shapeOf(sides.before.partition, id, old)[measure] : null,
      now ? shapeOf(sides.after.partition, id, now)[measure] : null,
    );
  const measures = {
    households: {
      before: was?.households ?? null,
      after: is?.households ?? null,
      wasEstimate: was?.householdsEstimated ?? false,
      isEstimate: is?.householdsEstimated ?? false,
    },
    incidents30: things("incidents30"),
    incidents365: things("incidents365"),
    openWork: things("openWork"),
    visitsDue: things("visitsDue"),
    cameras: things("cameras"),
    seenShare: counted(counts.seen.before.get(id) ?? null, counts.seen.after.get(id) ?? null),
    places: things("places"),
    areaSquareMetres: shape("areaSquareMetres"),
    compactness: shape("compactness"),
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

type Load = Pick<Counts, "openWork" | "incidents30" | "visitsDue">;

const NO_LOAD: Load = { openWork: 0, incidents30: 0, visitsDue: 0 };

/** One look at each grid: a territory whose grids have no parents has as many leaders as grids. */
function loadsOf({ concerned, sisters, before, after }: Sides, counts: ThingCounts): LeaderLoad[] {
  const ids = [...concerned, ...sisters];
  const [old, now] = [sumByLeader(before, ids, counts.before), sumByLeader(after, ids, counts.after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((leaderName) => {
    const [was, is] = [old.get(leaderName) ?? NO_LOAD, now.get(leaderName) ?? NO_LOAD];
    const load = (measure: keyof Load): Compared => counted(was[measure], is[measure]);
    return {
      leaderName,
      openWork: load("openWork"),
      incidents30: load("incidents30"),
      visitsDue: load("visitsDue"),
    };
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
      visitsDue: sum.visitsDue + own.visitsDue,
    });
  }
  return sums;
}
