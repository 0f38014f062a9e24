import fc from "fast-check";
import { z } from "zod";

/** What of JSON Schema our inputs use. */
type Schema = {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  prefixItems?: readonly Schema[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
};

/** Values for fields of these names, so that many inputs are about something that is there. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Inputs that a procedure takes as far as its schema says, from the schema itself. */
export function inputsOf(schemas: readonly z.ZodType[], known: Known): fc.Arbitrary<unknown> {
  const parts = schemas.map((schema) => {
    const options = { io: "input", unrepresentable: "any", target: "draft-2020-12" } as const;
    return toArbitrary(z.toJSONSchema(schema, options) as Schema, known);
  });
  if (parts.length === 0) return fc.constant({});
  return fc.tuple(...parts).map((values) => values.reduce<unknown>(merge, undefined));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** tRPC lets the schemas of a procedure each say a part of one input. */
const merge = (a: unknown, b: unknown): unknown => (isObject(a) && isObject(b) ? { ...b, ...a } : (b ?? a));

function toArbitrary(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => toArbitrary(choice, known)));
  if (schema.allOf)
    return fc
      .tuple(...schema.allOf.map((part) => toArbitrary(part, known)))
      .map((values) => values.reduce(merge, undefined));
  return BY_TYPE[schema.type ?? "any"]?.(schema, known) ?? fc.jsonValue({ maxDepth: 2 });
}

const DAYS = { min: new Date("2020-01-01"), max: new Date("2026-10-31"), noInvalidDate: true };
const instant = fc.date(DAYS).map((date) => date.toISOString());
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "date-time": instant,
  date: instant.map((text) => text.slice(0, 10)),
  uuid: fc.uuid(),
};

const numbers = ({ minimum = -1e6, maximum = 1e6 }: Schema) => ({
  min: minimum,
  max: Math.max(minimum, maximum),
});

const BY_TYPE: Readonly<Record<string, (schema: Schema, known: Known) => fc.Arbitrary<unknown>>> = {
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  integer: (schema) => {
    const { min, max } = numbers(schema);
    return fc.integer({ min: Math.ceil(Math.max(min, -(2 ** 53))), max: Math.floor(Math.min(max, 2 ** 53)) });
  },
  number: (schema) => fc.double({ ...numbers(schema), noNaN: true }),
  string: ({ format = "", pattern, minLength = 0, maxLength = 40 }) => {
    if (FORMATS[format]) return FORMATS[format];
    if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
    return fc.string({
      unit: "grapheme",
      minLength,
      maxLength: Math.max(minLength, Math.min(maxLength, 60)),
    });
  },
  array: ({ prefixItems, items, maxItems = 3 }, known) =>
    prefixItems
      ? fc.tuple(...prefixItems.map((item) => toArbitrary(item, known)))
      : fc.array(toArbitrary(items ?? {}, known), { maxLength: Math.min(3, maxItems) }),
  object: ({ properties = {}, required = [] }, known) =>
    fc.record(
      Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, known[name] ?? toArbitrary(value, known)]),
      ),
      { requiredKeys: [...required] },
    ),
};

/** An input with one value somewhere inside replaced, removed or joined by a stranger; or another input altogether. */
export const spoiled = (
  inputs: fc.Arbitrary<unknown>,
  hostile: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(inputs, fc.nat(), hostile, fc.constantFrom("replace", "remove", "add"))
        .map(([input, place, value, how]) => spoil(input, { place, value, how })),
    },
    { weight: 1, arbitrary: hostile },
  );

type Spoiling = { place: number; value: unknown; how: string };

/** Every place inside a value, from the outside in. */
export function* placesOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    yield [...path, key];
    yield* placesOf(inside, [...path, key]);
  }
}

function spoil(input: unknown, { place, value, how }: Spoiling): unknown {
  const places = [...placesOf(input)];
  const path = places[place % Math.max(1, places.length)];
  if (!path) return value;
  return changedAt(input, path, (around, key) => {
    if (how === "remove") delete around[key];
    else around[how === "add" ? `${key}x` : key] = value;
  });
}

/** The input with another value at a place inside it. */
export const replacedAt = (input: unknown, path: readonly string[], value: unknown): unknown =>
  changedAt(input, path, (around, key) => {
    around[key] = value;
  });

function changedAt(
  input: unknown,
  path: readonly string[],
  change: (around: Record<string, unknown>, key: string) => void,
): unknown {
  const changed = structuredClone(input);
  let around = changed as Record<string, unknown>;
  for (const key of path.slice(0, -1)) around = around[key] as Record<string, unknown>;
  change(around, path.at(-1)!); // a path has a key
  return changed;
}
