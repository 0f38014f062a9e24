import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../src/binary-rows.ts";
import { inTransaction } from "../src/db.ts";
import type { Transaction } from "../src/db.ts";
import { copyRows, insertRows } from "../src/incident/ingest.ts";
import type { Target } from "../src/incident/ingest.ts";
import { createRandom } from "./random.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Row = readonly unknown[];

const TYPES = ["bigint", "boolean", "double precision", "integer", "jsonb", "text", "timestamptz"] as const;
const COLUMNS: readonly Column<Row>[] = TYPES.map((type, i) => ({
  name: `value_${i}`,
  type,
  valueOf: (row) => row[i],
}));

/** Ends of ranges and what is easily written wrongly; the columns take turns with null. */
const EDGES: readonly Row[] = [
  [2 ** 52 - 1, true, Number.MAX_VALUE, 2 ** 31 - 1, '{"事件": [1, null]}', "", "2026-05-10T04:00:00.123Z"],
  [-(2 ** 52), false, -0.1, -(2 ** 31), "[]", "网格".repeat(3000), "1969-12-31T23:59:59.999Z"],
  [2 ** 32, true, 5e-324, -1, '"\\\\"', 'tab\tline\nquote"back\\slash🏙️', "9999-12-31T23:59:59.999Z"],
  [-(2 ** 32) - 1, false, Infinity, 0, "null", "a".repeat(48) + "é", "0101-01-01T00:00:00.000Z"],
  [0, null, null, null, null, null, "2026-05-10T12:00:00+08:00"],
  [null, null, null, null, null, null, null],
];

type Write = (tx: Transaction, rows: readonly Row[], target: Target<Row>) => Promise<unknown>;

async function stored(write: Write, rows: readonly Row[]): Promise<unknown[]> {
  return inTransaction(database.db, async (tx) => {
    const definition = COLUMNS.map(({ name, type }) => `${name} ${type}`).join(", ");
    await tx.query(
      `CREATE TEMP TABLE copied (number integer GENERATED ALWAYS AS IDENTITY, ${definition}) ON COMMIT DROP`,
    );
    await write(tx, rows, { table: "copied", columns: COLUMNS });
    const names = COLUMNS.map(({ name }) => `${name}::text`).join(", ");
    return (await tx.query(`SELECT ${names} FROM copied ORDER BY number`)).rows;
  });
}

test("COPY stores the same values as an INSERT of the same rows, at the ends of every type", async () => {
  const random = createRandom(3);
  const made = Array.from({ length: 400 }, (): Row => {
    const row = EDGES[Math.floor(random() * EDGES.length)]!; // below its length
    return row.map((value) => (random() < 0.2 ? null : value));
  });
  const rows = [...EDGES, ...made];
  expect(await stored(copyRows, rows)).toEqual(await stored(insertRows, rows));
});

test("a row that the table refuses is named by the database, and none of its batch is stored", async () => {
  await database.owner.query(
    "CREATE TABLE small (value_3 integer CHECK (value_3 < 10)); GRANT ALL ON small TO PUBLIC",
  );
  const column = COLUMNS.filter(({ type }) => type === "integer");
  const rows = [1, 2, 11].map((value) => [null, null, null, value]);
  const write = inTransaction(database.db, (tx) =>
    copyRows<Row>(tx, rows, { table: "small", columns: column }),
  );
  await expect(write).rejects.toThrow(/violates check constraint/);
  expect((await database.db.pool.query("SELECT FROM small")).rowCount).toBe(0);
});

test("a number that its column cannot hold is refused, not cut off", async () => {
  const refused: [column: number, value: number][] = [
    [3, 2 ** 31],
    [3, 0.5],
    [3, Number.NaN],
    [0, 2 ** 53],
    [0, 0.5],
  ];
  for (const [column, value] of refused) {
    const row = TYPES.map((_, i) => (i === column ? value : null));
    await expect(stored(copyRows, [row])).rejects.toThrow(RangeError);
  }
});

test("no rows are no statement", async () => {
  expect(await stored(copyRows, [])).toEqual([]);
});
