import { heatQuestionSchema } from "@getu/api";
import type { HeatQuery } from "@getu/domain";
import { z } from "zod";

const list = z
  .string()
  .transform((text) => text.split(","))
  .optional();

/** A heat query as an address carries it: lists and the box are separated by commas. */
const heatAddressSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  bbox: z.string().transform((text) => text.split(",").map(toNumber)),
  level: z.string().transform(toNumber),
  categories: list,
  severities: list,
  statuses: list,
  hoursOfWeek: z
    .string()
    .transform((text) => text.split(",").map(toNumber))
    .optional(),
});

/** `Number` takes blanks for zero; an empty part is no number. */
function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** Reads `?from=…&to=…&bbox=w,s,e,n&level=…&categories=a,b…`; throws a ZodError that names what is wrong. */
export const parseHeatQuery = (query: unknown): HeatQuery =>
  heatQuestionSchema.parse(withoutUndefined(heatAddressSchema.parse(query)));

const withoutUndefined = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
