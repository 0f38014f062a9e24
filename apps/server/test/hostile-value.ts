import fc from "fast-check";

const NUMBERS = [0, -0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, 2 ** 63, 180.0000001, -180, 91, 120];
const TEXTS = [
  "",
  " ",
  "NaN",
  "1e999",
  "\0",
  "a\0b",
  "\ud800",
  "aa\ud800",
  "１",
  "' OR 1=1 --",
  "$1",
  "../../etc/passwd",
];
const TIMES = [
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2026-02-30T00:00:00Z",
  "2026-01-01",
  "now",
];
const LISTS = [[], [[]], [null], [116.4], [39.9, 116.4, 1], ["116.4", "39.9"]];
const BOXES = [
  [180, 90, -180, -90],
  [1, 1, 1, 1],
  [-180, -90, 180, 90],
];
const OBJECTS = [
  {},
  JSON.parse('{"__proto__":{"territoryId":1}}'),
  { toString: 1 },
  { length: 1e9 },
] as object[];
const INSIDE = [["a\0b"], ["\ud800"], [2 ** 40], [[116.4, 39.9]], { 0: 116.4, 1: 39.9 }];
const LONG = ["x".repeat(5000), Array.from({ length: 300 }, () => "x")];
/** Numbers, texts and shapes that have broken programs before. */
export const CORPUS: readonly unknown[] = [
  NUMBERS,
  TEXTS,
  TIMES,
  LISTS,
  BOXES,
  OBJECTS,
  INSIDE,
  LONG,
  [null, true],
].flat(1);

/** One of the corpus, or any JSON. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...CORPUS) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** What no answer may say: stacks, SQL, names of files and libraries. */
export const LEAKS =
  /node_modules|\/src\/|\.ts:\d|"stack"|\bat \w+ \(|\bSELECT\b|\bINSERT\b|pg_|relation |syntax error|Prisma|ECONN|postgresql:/;
