import { finished } from "node:stream/promises";
import type { QueryResultRow } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { toBinaryRows } from "../binary-rows.ts";
import type { Column } from "../binary-rows.ts";
import type { Transaction } from "../db.ts";

/** Where rows go. Names are written in the code, never taken from input. */
export type Target<Row> = { table: string; columns: readonly Column<Row>[] };

/** Rows in one statement: above this the gain is gone and the memory is not (measured: 1,000 to 10,000 are alike). */
const BATCH_ROWS = 5000;

const namesOf = (columns: readonly { name: string }[]): string => columns.map(({ name }) => name).join(", ");

/** `unnest($1::integer[], $2::text[], …) AS new(a, b, …)`; `first` is the number of the first parameter. */
export function unnest(columns: readonly { name: string; type: string }[], first: number): string {
  const arrays = columns.map(({ type }, i) => `$${first + i}::${type}[]`);
  return `unnest(${arrays.join(", ")}) AS new(${namesOf(columns)})`;
}

/** The values of each column, one array for each: what `unnest` is given. */
export const arraysOf = <Row>(
  columns: readonly Pick<Column<Row>, "valueOf">[],
  rows: readonly Row[],
): unknown[][] => columns.map(({ valueOf }) => rows.map((row) => valueOf(row)));

function* batchesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) yield rows.slice(start, start + BATCH_ROWS);
}

/** Inserts many new rows by COPY: half the work of `insertRows` on both sides; one that exists already fails all. */
export async function copyRows<Row>(
  tx: Transaction,
  rows: readonly Row[],
  { table, columns }: Target<Row>,
): Promise<void> {
  if (rows.length === 0) return;
  const bytes = toBinaryRows(rows, columns); // throws before the connection waits for them
  const stream = tx.query(copyFrom(`COPY ${table} (${namesOf(columns)}) FROM STDIN (FORMAT binary)`));
  await finished(stream.end(bytes));
}

/** Inserts rows, one array for each column: ten times what one statement a row or an ORM's createMany does. */
export async function insertRows<Row, Returned extends QueryResultRow = never>(
  tx: Transaction,
  rows: readonly Row[],
  { table, columns, returning }: Target<Row> & { returning?: string },
): Promise<Returned[]> {
  const result: Returned[] = [];
  const sql = `INSERT INTO ${table} (${namesOf(columns)}) SELECT * FROM ${unnest(columns, 1)}${returning ? ` RETURNING ${returning}` : ""}`;
  for (const batch of batchesOf(rows)) {
    const { rows: returned } = await tx.query<Returned>(sql, arraysOf(columns, batch));
    for (const row of returned) result.push(row);
  }
  return result;
}

/** How rows that exist already are met: by `(territory_id, external_id)`. */
export type UpsertRule = {
  /** Columns that make a difference, as they would be written; when none differs the row is left alone. */
  compared: readonly string[];
  /** Columns whose new value is an expression over `old` and `excluded`, not simply the one that came. */
  computed?: Readonly<Record<string, string>>;
};

/** A row that was inserted or updated; `Id` is how the driver gives the type of the table's id. */
export type WrittenRow<Id> = { id: Id; inserted: boolean };

/** Inserts new rows and updates those that differ; returns only these, with `inserted` telling which. */
export async function upsertRows<Row, Id extends number | string>(
  tx: Transaction,
  rows: readonly Row[],
  { table, columns, compared, computed = {} }: Target<Row> & UpsertRule,
): Promise<WrittenRow<Id>[]> {
  const valueOf = (name: string): string => computed[name] ?? `excluded.${name}`;
  const set = columns
    .filter(({ name }) => name !== "territory_id" && name !== "external_id")
    .map(({ name }) => `${name} = ${valueOf(name)}`);
  const before = compared.map((name) => `old.${name}`).join(", ");
  const after = compared.map(valueOf).join(", ");
  // A row that this statement inserted has no deleting transaction yet: xmax tells an insert from an update.
  const sql = `INSERT INTO ${table} AS old (${namesOf(columns)}) SELECT * FROM ${unnest(columns, 1)}
    ON CONFLICT (territory_id, external_id) DO UPDATE SET ${set.join(", ")}
    WHERE (${before}) IS DISTINCT FROM (${after}) RETURNING id, (xmax = 0) AS inserted`;
  const result: WrittenRow<Id>[] = [];
  for (const batch of batchesOf(rows)) {
    const { rows: written } = await tx.query<WrittenRow<Id>>(sql, arraysOf(columns, batch));
    for (const row of written) result.push(row);
  }
  return result;
}

/** Updates rows of one territory by id; `columns` must hold `id`. Give only rows that really change. */
export async function updateRows<Row>(
  tx: Transaction,
  rows: readonly Row[],
  { table, columns, territoryId }: Target<Row> & { territoryId: number },
): Promise<void> {
  const set = columns.filter(({ name }) => name !== "id").map(({ name }) => `${name} = new.${name}`);
  const sql = `UPDATE ${table} AS old SET ${set.join(", ")} FROM ${unnest(columns, 2)}
    WHERE old.territory_id = $1 AND old.id = new.id`;
  for (const batch of batchesOf(rows)) await tx.query(sql, [territoryId, ...arraysOf(columns, batch)]);
}
