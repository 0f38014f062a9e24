import { isDeepStrictEqual } from "node:util";
import {
  arranged,
  controlOf,
  steer,
  WALL_DEFAULTS,
  WALL_FREE,
  WALL_REPORT_MS,
  wallControlSchema,
  wallNewsSchema,
  wallSettingsSchema,
} from "@getu/domain";
import type { DeviceToken, Scope, Wall, WallNews, WallOrder, WallReport, WallSettings } from "@getu/domain";
import { writeChanges } from "../change/change.ts";
import type { Db, Transaction } from "../db.ts";
import { listDeviceTokens } from "../access/device-token.ts";
import { gridPath, inScope } from "../grid/grid-tree.ts";

type WallRow = {
  device_id: number;
  settings: unknown;
  control: unknown;
  heard_at: Date | null;
  is_heard: boolean;
  shows: string | null;
  shows_incident: string | null;
  restart_reason: string | null;
  restarted_at: Date | null;
};

/** A screen that was never set up, or by a version with other scenes, shows what new ones do. */
function toWall(device: DeviceToken, row: WallRow | undefined): Wall {
  const settings = wallSettingsSchema.safeParse(row?.settings).data ?? WALL_DEFAULTS;
  const control = wallControlSchema.safeParse(row?.control).data ?? WALL_FREE;
  const news = row?.heard_at ? toNews(row, row.heard_at) : null;
  return { ...device, settings, control: controlOf(control, settings), news };
}

/** What another version has written and this one does not know is left out. */
function toNews(row: WallRow, heardAt: Date): WallNews {
  const { shows, restart } = wallNewsSchema.shape;
  return {
    heardAt: heardAt.toISOString(),
    isHeard: row.is_heard,
    shows: shows.safeParse(row.shows).data ?? null,
    incidentId: row.shows_incident === null ? null : Number(row.shows_incident),
    restart:
      restart.safeParse({ reason: row.restart_reason, at: row.restarted_at?.toISOString() }).data ?? null,
  };
}

/** Two reports and what they take on their way. */
const SILENT_AFTER_MS = 2.5 * WALL_REPORT_MS;

/** The screens of a scope with what they show, newest first; with an `id` that one alone. */
export async function listWalls(db: Db, scope: Scope & { id?: number }): Promise<Wall[]> {
  const [devices, { rows }] = await Promise.all([
    listDeviceTokens(db, scope),
    db.pool.query<WallRow>(
      `SELECT device_id, settings, control, heard_at, shows, shows_incident, restart_reason, restarted_at,
         coalesce(heard_at > clock_timestamp() - $3 * interval '1 ms', false) AS is_heard
       FROM wall WHERE territory_id = $1 AND ($2::integer IS NULL OR device_id = $2)`,
      [scope.territoryId, scope.id, SILENT_AFTER_MS],
    ),
  ]);
  const byDevice = new Map(rows.map((row) => [row.device_id, row]));
  return devices.map((device) => toWall(device, byDevice.get(device.id)));
}

/** How a screen is set up and what it has been told, of one that was never set up or told anything what new ones are. */
async function readWall(tx: Transaction, key: { territoryId: number; id: number }) {
  const { rows } = await tx.query<Pick<WallRow, "settings" | "control">>(
    "SELECT settings, control FROM wall WHERE territory_id = $1 AND device_id = $2",
    [key.territoryId, key.id],
  );
  return {
    settings: wallSettingsSchema.safeParse(rows[0]?.settings).data ?? WALL_DEFAULTS,
    control: wallControlSchema.safeParse(rows[0]?.control).data ?? WALL_FREE,
  };
}

/**
 * Sets up a screen of the scope and tells it so; `gone` when there is none in force, `changed` when `seen`, which its settings
 * were when somebody looked, is not what they are any more.
 */
export async function arrangeWall(
  tx: Transaction,
  {
    id,
    settings,
    seen,
    ...scope
  }: Scope & { id: number; settings: WallSettings; seen?: WallSettings | undefined },
): Promise<"done" | "gone" | "changed"> {
  if (!(await lockDevice(tx, { ...scope, id }))) return "gone";
  const before = await readWall(tx, { territoryId: scope.territoryId, id });
  if (seen && !isDeepStrictEqual(seen, before.settings)) return "changed";
  const control = arranged(before.control, { before: before.settings.scenes, after: settings.scenes });
  await tx.query(
    `INSERT INTO wall (territory_id, device_id, settings, control) VALUES ($1, $2, $3, $4)
     ON CONFLICT (territory_id, device_id) DO UPDATE SET settings = EXCLUDED.settings, control = EXCLUDED.control`,
    [scope.territoryId, id, JSON.stringify(settings), JSON.stringify(control)],
  );
  await tellWall(tx, { territoryId: scope.territoryId, id });
  return "done";
}

/**
 * Gives a screen of the scope an order; `gone` when there is none in force, `changed` for a pin at a place that its list does
 * not have any more, or at which another scene stands than was seen.
 */
export async function steerWall(
  tx: Transaction,
  { id, given, ...scope }: Scope & { id: number; given: WallOrder },
): Promise<"done" | "gone" | "changed"> {
  if (!(await lockDevice(tx, { ...scope, id }))) return "gone";
  const { territoryId } = scope;
  const before = await readWall(tx, { territoryId, id });
  const control = steer(before.control, given, before.settings);
  if (!control) return "changed";
  await tx.query(
    `INSERT INTO wall (territory_id, device_id, settings, control) VALUES ($1, $2, $3, $4)
     ON CONFLICT (territory_id, device_id) DO UPDATE SET control = EXCLUDED.control`,
    [territoryId, id, JSON.stringify(WALL_DEFAULTS), JSON.stringify(control)],
  );
  await tellWall(tx, { territoryId, id });
  return "done";
}

/** Takes down what a screen says of itself; of a browser that has forgotten when it began anew the last time stands. */
export async function noteWallReport(
  db: Db,
  { territoryId, id, report }: { territoryId: number; id: number; report: WallReport },
): Promise<void> {
  const { shows, incidentId, restart } = report;
  await db.pool.query(
    `INSERT INTO wall AS kept (territory_id, device_id, settings, control, heard_at, shows, shows_incident,
       restart_reason, restarted_at)
     VALUES ($1, $2, $3, $4, clock_timestamp(), $5, $6, $7, clock_timestamp() - $8 * interval '1 s')
     ON CONFLICT (territory_id, device_id) DO UPDATE SET heard_at = EXCLUDED.heard_at, shows = EXCLUDED.shows,
       shows_incident = EXCLUDED.shows_incident,
       restart_reason = coalesce(EXCLUDED.restart_reason, kept.restart_reason),
       restarted_at = coalesce(EXCLUDED.restarted_at, kept.restarted_at)`,
    [
      territoryId,
      id,
      JSON.stringify(WALL_DEFAULTS),
      JSON.stringify(WALL_FREE),
      shows,
      incidentId,
      restart?.reason ?? null,
      restart?.secondsAgo ?? null,
    ],
  );
}

/** Orders to one screen come one after the other. */
async function lockDevice(
  tx: Transaction,
  { territoryId, within, id }: Scope & { id: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM device_token WHERE territory_id = $1 AND id = $3 AND revoked_at IS NULL
       AND ${inScope("grid_id", { territory: "$1", within: "$2" })} FOR NO KEY UPDATE`,
    [territoryId, within, id],
  );
  return rowCount === 1;
}

/** Has the screen ask for itself again: heard by those who may see what it shows. */
async function tellWall(
  tx: Transaction,
  { territoryId, id }: { territoryId: number; id: number },
): Promise<void> {
  const { rows } = await tx.query<{ path: string }>(
    `SELECT coalesce(place.path, '') AS path FROM device_token AS token
     LEFT JOIN LATERAL (${gridPath("token.territory_id", "token.grid_id")}) AS place ON true
     WHERE token.territory_id = $1 AND token.id = $2`,
    [territoryId, id],
  );
  const path = rows[0]?.path ?? "";
  await writeChanges(tx, [{ territoryId, gridPath: path, change: { topic: "wall", wallId: id } }]);
}
