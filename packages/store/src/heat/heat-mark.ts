import type { HistoryQuestion, OwnHistory } from "../change/database-history.ts";
import type { Db } from "../db.ts";

/** A row of `heat_delta` that says nothing but that it is there; null arrays hold no incident. */
const writeIn = (question: HistoryQuestion): string => `INSERT INTO heat_delta (territory_id, sign)
  SELECT $1::integer, 1 WHERE ${question} = $2 RETURNING
  (SELECT system_identifier FROM pg_control_system()) || ' ' || tx::text || ' ' || id || ' ' || at AS mark`;

/**
 * Leaves a mark in the database for a snapshot that is about to be saved in a file. Should the database be another one
 * later, or an older copy of this one, the mark is not there and the file cannot be trusted; it is not written, and that is
 * thrown, where the database is another one already.
 */
export async function writeHeatMark(
  db: Db,
  { territoryId, own: { question, history } }: { territoryId: number; own: OwnHistory },
): Promise<string> {
  const { rows } = await db.pool.query<{ mark: string }>(writeIn(question), [territoryId, history]);
  const [written] = rows;
  if (written === undefined) throw new Error("the database is another one, or another history of itself");
  return written.mark;
}

const STANDS = `SELECT FROM heat_delta, heat_horizon AS horizon, pg_control_system() AS control
  WHERE territory_id = $1 AND heat_delta.id = $2::bigint AND heat_delta.tx = $3::xid8 AND at = $4::timestamptz
    AND system_identifier = $5::bigint AND horizon.tx < pg_snapshot_xmin($6::pg_snapshot)`;

/** The class of errors that say a text is no value of its type. */
const isNoValue = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("22");

/** True when the mark is there and every delta since the snapshot is still kept; false for texts that no database wrote. */
export async function canResumeHeat(
  db: Db,
  { territoryId, mark, snapshot }: { territoryId: number; mark: string; snapshot: string },
): Promise<boolean> {
  const [system, tx, id, ...at] = mark.split(" ");
  try {
    const { rowCount } = await db.pool.query(STANDS, [territoryId, id, tx, at.join(" "), system, snapshot]);
    return rowCount === 1;
  } catch (error) {
    if (isNoValue(error)) return false;
    throw error;
  }
}
