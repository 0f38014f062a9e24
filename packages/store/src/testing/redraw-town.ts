import type { GridArea } from "@getu/domain";
import type { PlanStep } from "@getu/domain/redraw";
import { toUnits } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import {
  appendToDraft,
  createDraft,
  findDraft,
  importIncidents,
  moveDraft,
  publishDue,
  reassignDue,
} from "../index.ts";
import type { Db, DraftCommand } from "../index.ts";
import { listGridAreas } from "../grid/grid.ts";
import { foundTown } from "./found-town.ts";
import { townIncident, townPosition } from "./made-up-town.ts";

/** A place of the town in whole units. */
export const townUnits = (x: number, y: number): [number, number] => {
  const [lng, lat] = townPosition(x, y);
  return [toUnits(lng), toUnits(lat)];
};

/** A town with grids and incidents spread over and around it, a third of them closed. */
export async function createRedrawTown(
  db: Db,
  { code, incidents }: { code: string; incidents: number },
): Promise<number> {
  const { territoryId } = await foundTown(db, { code });
  const records = Array.from({ length: incidents }, (_, i) =>
    townIncident({
      externalId: `${code}-${i}`,
      position: townPosition(placeAt(i, 0.754_877_666, 8), placeAt(i, 0.569_840_291, 4)),
      ...(i % 3 === 0 ? { status: "closed", closedAt: "2026-05-03T00:00:00Z" } : {}),
    }),
  );
  await importIncidents(db, { territoryId, records, file: "incidents" });
  return territoryId;
}

/** Spreads evenly over the side and a little beyond (Roberts 2018); every third lies exactly on a quarter of a grid. */
function placeAt(i: number, step: number, side: number): number {
  const at = ((i * step) % 1) * (side + 0.4) - 0.2;
  return Math.round(at * 40) % 3 === 0 ? Math.round(at * 4) / 4 : at;
}

const PLANNER = "person:planner";

/** A draft with these steps. */
export async function drawSteps(db: Db, territoryId: number, steps: readonly PlanStep[]): Promise<number> {
  const created = await createDraft(db, { territoryId, name: "made up", by: PLANNER });
  if ("refusal" in created) throw new Error(created.refusal.code);
  const { draftId } = created;
  const added = await appendToDraft(db, {
    territoryId,
    draftId,
    revision: 0,
    entries: steps,
    by: PLANNER,
    key: "all",
  });
  if ("refusal" in added) throw new Error(added.refusal.code);
  return draftId;
}

/** What a planner does; everything else is the administrator's. */
const isPlanners = (command: DraftCommand): boolean =>
  command.action === "submit" || (command.action === "withdraw" && command.comment === undefined);

/** Moves a draft as planner or administrator, as it stands. */
export async function moveDraftAs(
  db: Db,
  { territoryId, draftId, command }: { territoryId: number; draftId: number; command: DraftCommand },
) {
  const { revision } = (await findDraft(db.pool, { territoryId, draftId }))!;
  const role = isPlanners(command) ? ("planner" as const) : ("administrator" as const);
  const by = { actor: `person:${role}`, address: null };
  return moveDraft(db, { territoryId, draftId, revision, command, actor: { roles: [role] }, by });
}

/** Submits, approves and schedules a draft for a day that has begun. */
export async function scheduleDraft(db: Db, territoryId: number, draftId: number): Promise<void> {
  const commands: DraftCommand[] = [
    { action: "submit" },
    { action: "approve" },
    { action: "schedule", effectiveOn: "2026-01-01" },
  ];
  for (const command of commands) {
    const moved = await moveDraftAs(db, { territoryId, draftId, command });
    if ("refusal" in moved) throw new Error(JSON.stringify(moved.refusal));
  }
}

/** Brings a draft into force and its incidents along. */
export async function publishAtOnce(db: Db, territoryId: number, draftId: number): Promise<void> {
  await scheduleDraft(db, territoryId, draftId);
  await publishDue(db);
  await reassignDue(db);
}

type IncidentRow = {
  id: string;
  lng: number;
  lat: number;
  grid_current: number | null;
  grid_at_occurrence: number | null;
};

/** Every incident as it stands. */
export const readPlacedIncidents = async (db: Db, territoryId: number): Promise<IncidentRow[]> =>
  (
    await db.pool.query<IncidentRow>(
      "SELECT id, lng, lat, grid_current, grid_at_occurrence FROM incident WHERE territory_id = $1 ORDER BY id",
      [territoryId],
    )
  ).rows;

/** The owner rule (R14) as it is written down, asked of every outline in turn; beyond the rim a unit west or south counts. */
function ownerOf(areas: readonly GridArea[], x: number, y: number): number | null {
  for (const [px, py] of [
    [x, y],
    [x - 1, y],
    [x, y - 1],
    [x - 1, y - 1],
  ] as const) {
    const owner = areas.find(({ area }) => isInside(area, px, py));
    if (owner) return owner.id;
  }
  return null;
}

function isInside(area: AreaGeometry, x: number, y: number): boolean {
  const rings = area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
  let inside = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1]!, ring[i]!].map(
        ([lng = 0, lat = 0]) => [toUnits(lng), toUnits(lat)] as const,
      ); // 1 <= i < length
      const [low, high] = a![1] < b![1] ? [a!, b!] : [b!, a!]; // two points
      if (low[1] > y === high[1] > y) continue;
      if ((high[0] - low[0]) * (y - low[1]) - (high[1] - low[1]) * (x - low[0]) > 0) inside = !inside;
    }
  return inside;
}

/** Incidents whose grid is not the one that the owner rule gives. */
export async function listMisplaced(db: Db, territoryId: number): Promise<IncidentRow[]> {
  const areas = await listGridAreas(db, { territoryId });
  const rows = await readPlacedIncidents(db, territoryId);
  return rows.filter(({ lng, lat, grid_current }) => ownerOf(areas, lng, lat) !== grid_current);
}

/** The rows of every grid in force, without their times. */
export const readGridStates = async (db: Db, territoryId: number): Promise<unknown[]> =>
  (
    await db.pool.query(
      `SELECT to_jsonb(state) - 'valid_from' - 'valid_to' AS state FROM grid_state AS state
       WHERE territory_id = $1 AND valid_to IS NULL ORDER BY grid_id`,
      [territoryId],
    )
  ).rows;
