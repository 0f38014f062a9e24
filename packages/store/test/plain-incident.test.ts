import { SEVERITIES } from "@getu/domain";
import { expect, test } from "vitest";
import { incidentRecordSchema } from "../src/accepted-incidents.ts";
import { isPlainIncident } from "../src/plain-incident.ts";
import { problemOf } from "../src/record-check.ts";
import { createIncidents } from "./made-up-incidents.ts";
import { createRandom } from "./random.ts";

const NOW = new Date("2026-05-10T04:00:00Z");
const records = createIncidents(2000, { seed: 8, now: NOW });
const FIELDS = Object.keys(records[0]!); // 2,000 were made

/** What people, files and programs put into a field that is meant for something else. */
const STRANGE: readonly unknown[] = [
  null,
  undefined,
  "",
  " ",
  "a\0b",
  "x".repeat(200),
  "x".repeat(201),
  "x".repeat(2001),
  true,
  0,
  -0,
  -1e-9,
  5e-324,
  Number.NaN,
  Infinity,
  -Infinity,
  1n,
  {},
  [],
  [1],
  [180, 90],
  [-180, -90],
  [180.000001, 0],
  [0, 90.000001],
  [0, 0, 0],
  [0, "0"],
  [Number.NaN, 0],
  [undefined, 0],
  Array.from({ length: 2 }),
  { 0: 1, 1: 2, length: 2 },
  ...SEVERITIES,
  "closed",
  "reported",
  "hotline",
  "toString",
  "2026-02-28T23:59:59.999Z",
  "2026-02-29T00:00:00.000Z",
  "2024-02-29T00:00:00.000Z",
  "2026-13-01T00:00:00.000Z",
  "2026-01-01T24:00:00.000Z",
  "2026-01-01T00:60:00.000Z",
  "2026-01-01T00:00:60.000Z",
  "2026-01-01T00:00:00.000z",
  "2026-01-01 00:00:00.000Z",
  "2026-01-01T00:00:00Z",
  "2026-01-01T00:00:00.000+08:00",
  "0000-01-01T00:00:00.000Z",
  "0050-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "-00001-01-01T00:00:00.00Z",
  "+010000-01-01T00:00:00Z..",
];

test("a record that is taken for plain is one in which the schema finds no fault, whatever stands in its fields", () => {
  const random = createRandom(8);
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!; // index < length
  const changed = (record: object): object => ({ ...record, [oneOf(FIELDS)]: oneOf(STRANGE) });
  const each = FIELDS.flatMap((field) => STRANGE.map((value) => ({ ...records[0], [field]: value })));
  const twice = Array.from({ length: 20_000 }, () => changed(changed(oneOf(records))));
  const plain = [...records, ...each, ...twice].filter((record) => isPlainIncident(record));
  expect(plain.length).toBeGreaterThan(records.length);
  for (const record of plain) expect(problemOf(incidentRecordSchema, record)).toBeNull();
});

test("a record with a field too many or too few is not plain", () => {
  const [record] = records;
  for (const field of FIELDS)
    expect(
      isPlainIncident(Object.fromEntries(Object.entries(record!).filter(([name]) => name !== field))),
    ).toBe(false);
  expect(isPlainIncident({ ...record, extra: null })).toBe(false);
});

test("the records of an import are plain", () => {
  expect(records.filter((record) => !isPlainIncident(record))).toEqual([]);
});
