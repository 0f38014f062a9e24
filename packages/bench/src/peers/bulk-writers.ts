import { join } from "node:path";
import { tmpdir } from "node:os";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { mortonOf, toUnits } from "@getu/geometry";
import type { IncidentRecord } from "@getu/domain";
import type { BenchDatabase } from "../bench-database.ts";

const BATCH_ROWS = 1000;

/** What many would use: Prisma's createMany in batches, without checks and without a grid. */
export async function writeByCreateMany(
  { db, territoryId }: BenchDatabase,
  records: readonly IncidentRecord[],
): Promise<number> {
  for (let from = 0; from < records.length; from += BATCH_ROWS) {
    const data = records.slice(from, from + BATCH_ROWS).map(({ position, ...record }) => ({
      ...record,
      territoryId,
      lng: toUnits(position[0]),
      lat: toUnits(position[1]),
      morton: BigInt(mortonOf(position)),
      nearBorder: false,
    }));
    await db.prisma.incident.createMany({ data });
  }
  return records.length;
}

/** Rows that are stored already as a file of the database server, under new external ids; for COPY. */
export async function exportRows(
  { db }: BenchDatabase,
  prefix: string,
  newPrefix: string,
): Promise<{ path: string; columns: string }> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = 'incident' AND column_name NOT IN ('id', 'external_id') ORDER BY ordinal_position`,
  );
  const columns = rows.map(({ name }) => name).join(", ");
  const path = join(tmpdir(), `getu-bench-${randomUUID()}.copy`);
  await db.pool.query(
    `COPY (SELECT '${newPrefix}' || id, ${columns} FROM incident WHERE external_id LIKE '${prefix}-%') TO '${path}'`,
  );
  return { path, columns: `external_id, ${columns}` };
}

/** Plain COPY of rows that are ready: nothing is read, checked or assigned. */
export async function writeByCopy(
  { db }: BenchDatabase,
  { path, columns }: { path: string; columns: string },
): Promise<number> {
  const { rowCount } = await db.pool.query(`COPY incident (${columns}) FROM '${path}'`);
  await rm(path, { force: true });
  return rowCount ?? 0;
}
