import type { MovedPoint } from "@getu/domain/redraw";
import type { Transaction } from "../db.ts";
import { createOwners } from "./impact-owners.ts";
import { countDueVisits } from "./impact-visits.ts";
import type { TerritorySides } from "./impact-sides.ts";

/** What is counted in a grid. */
export type Counts = Record<
  "incidents30" | "incidents365" | "openWork" | "visitsDue" | "cameras" | "places",
  number
>;

/** Counts of grids before and after, and what moves. */
export type ThingCounts = {
  before: ReadonlyMap<number, Counts>;
  after: ReadonlyMap<number, Counts>;
  movedCameras: MovedPoint[];
  movedPlaces: MovedPoint[];
  movedWork: { total: number; moved: MovedPoint[] };
};

/** More open incidents than these are counted and not named. */
const MOST_NAMED = 500;

/** What points are counted by. */
type Kind = {
  grid: number | null;
  within30: boolean;
  within365: boolean;
  /** Open incidents, cameras, places; what is closed moves too, but is nobody's work. */
  isListed: boolean;
};

type Point = Kind & { id: string; name: string; lng: number; lat: number };

/** `$2` = grids, `$3` = whether what lies outside every grid counts too. */
const HELD = "(GRID = ANY ($2::integer[]) OR $3 AND GRID IS NULL)";

const heldBy = (column: string): string => HELD.replaceAll("GRID", column);

const RECENT = "reported_at >= clock_timestamp() - interval '365 days'";

const INCIDENTS = ["TRUE", "status <> 'closed'"]
  .map(
    (
      kept,
      i,
    ) => `SELECT id, category AS name, lng, lat, grid_current AS grid, status <> 'closed' AS "isListed",
      reported_at >= clock_timestamp() - interval '30 days' AS within30, ${i === 0} AS within365
    FROM incident WHERE territory_id = $1 AND ${heldBy("grid_current")} AND ${kept} AND ${i === 0 ? RECENT : `NOT ${RECENT}`}`,
  )
  .join(" UNION ALL ");

const pointsOf = (table: "camera" | "place"): string =>
  `SELECT id, name, lng, lat, grid_id AS grid, true AS "isListed", false AS within30, false AS within365
   FROM ${table} WHERE territory_id = $1 AND ${heldBy("grid_id")}`;

/** The same counted by the database: where grids have no parents, all of the territory are sisters. */
const countOf = (points: string): string =>
  `SELECT grid, within30, within365, "isListed", count(*)::integer AS times FROM (${points}) AS point GROUP BY 1, 2, 3, 4`;

/** Counts what lies in the grids concerned by the lines of both versions, exactly; their sisters keep what they have. */
export async function countThings(tx: Transaction, question: TerritorySides): Promise<ThingCounts> {
  const { territoryId, concerned, sisters, before: old, isRimTouched } = question;
  const asked = concerned.filter((id) => old.grids.has(id));
  const [before, after] = [new Map<number, Counts>(), new Map<number, Counts>()];
  const ownersOf = createOwners(question);
  const count = async (sql: string, add: Add): Promise<MovedPoint[]> => {
    const { rows: points } = await tx.query<Point>(sql, [territoryId, asked, isRimTouched]);
    const owners = ownersOf(points);
    for (const [i, point] of points.entries()) {
      addTo(before, point.grid, (counts) => add(counts, point, 1));
      addTo(after, owners[i]!, (counts) => add(counts, point, 1)); // one owner for each point
    }
    const { rows: kinds } = await tx.query<Kind & { times: number }>(countOf(sql), [
      territoryId,
      sisters,
      false,
    ]);
    for (const kind of kinds)
      for (const side of [before, after]) addTo(side, kind.grid, (counts) => add(counts, kind, kind.times));
    return points.flatMap((point, i) => toMoved(point, owners[i]!)); // as above
  };
  const work = await count(INCIDENTS, addIncident);
  const due = await countDueVisits(tx, question);
  for (const [grid, times] of due.before) addTo(before, grid, (counts) => (counts.visitsDue += times));
  for (const [grid, times] of due.after) addTo(after, grid, (counts) => (counts.visitsDue += times));
  return {
    before,
    after,
    movedWork: { total: work.length, moved: work.slice(0, MOST_NAMED) },
    movedCameras: await count(pointsOf("camera"), (counts, _, times) => (counts.cameras += times)),
    movedPlaces: await count(pointsOf("place"), (counts, _, times) => (counts.places += times)),
  };
}

type Add = (counts: Counts, kind: Kind, times: number) => void;

function addIncident(counts: Counts, { isListed, within30, within365 }: Kind, times: number): void {
  if (within30) counts.incidents30 += times;
  if (within365) counts.incidents365 += times;
  if (isListed) counts.openWork += times;
}

const NOTHING: Counts = { incidents30: 0, incidents365: 0, openWork: 0, visitsDue: 0, cameras: 0, places: 0 };

function addTo(all: Map<number, Counts>, grid: number | null, add: (counts: Counts) => void): void {
  if (grid === null) return;
  const counts = all.get(grid) ?? { ...NOTHING };
  add(counts);
  all.set(grid, counts);
}

const toMoved = ({ id, name, grid, isListed }: Point, to: number | null): MovedPoint[] =>
  isListed && grid !== to ? [{ id: Number(id), name, from: grid, to }] : [];
