import { isStorable, writtenSchema } from "@getu/domain";
import type { Catalogue } from "@getu/domain";
import type { Open311Filter, Open311UpdateFilter } from "@getu/store";
import { z } from "zod";
import { Open311Error } from "./open311-error.ts";
import { CONDITION, getCategory } from "./service.ts";

/** The specification's own bounds. */
const MOST_REQUESTS = 1000;
const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

const time = z.iso
  .datetime({ offset: true })
  .refine((text) => !text.startsWith("0000"), "there is no year 0");
const list = z
  .string()
  .max(10_000)
  .refine(isStorable, "cannot be looked for")
  .transform((text) => text.split(",").map((part) => part.trim()));
const ids = list.transform((parts) => parts.map(Number)).pipe(z.array(z.int().positive()).max(MOST_REQUESTS));

const filterSchema = z.object({
  service_request_id: ids.optional(),
  service_code: list.optional(),
  start_date: time.optional(),
  end_date: time.optional(),
  status: z.enum(["open", "closed"]).optional(),
});

const updateFilterSchema = filterSchema.pick({ service_request_id: true, start_date: true, end_date: true });

/** Reads with zod; throws 400 that names the field and what is wrong with it. */
export function readFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(fields);
  if (!error) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Open311Error(400, problems.join("; ").slice(0, 500));
}

/** Which requests are asked for; without ids at most 90 days, by default the last. */
export function toFilter(query: unknown, now: Date): Open311Filter {
  const { service_request_id, service_code, start_date, end_date, status } = readFields(filterSchema, query);
  const common = { isOpen: status === undefined ? undefined : status === "open", limit: MOST_REQUESTS };
  // The specification: ids override all other arguments.
  if (service_request_id) return { ids: service_request_id, limit: MOST_REQUESTS };
  return { ...common, categories: service_code, ...toWindow({ start_date, end_date }, now) };
}

/** Which updates are asked for; without ids those of at most 90 days, by default the last. */
export function toUpdateFilter(query: unknown, now: Date): Open311UpdateFilter {
  const { service_request_id, ...dates } = readFields(updateFilterSchema, query);
  if (service_request_id) return { ids: service_request_id, limit: MOST_REQUESTS };
  return { ...toWindow(dates, now), limit: MOST_REQUESTS };
}

type Dates = { start_date?: string | undefined; end_date?: string | undefined };

function toWindow({ start_date, end_date }: Dates, now: Date): { from: string; to: string } {
  const end = end_date === undefined ? now.getTime() : Date.parse(end_date);
  const to = Math.max(Math.min(end, now.getTime()), 0); // nothing is of the future, nor older than computers
  const start = start_date === undefined ? 0 : Date.parse(start_date);
  const from = Math.min(Math.max(start, to - MOST_DAYS * DAY_MS, 0), to);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

const text = (most: number) => writtenSchema.max(most).optional();

const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(-most).max(most));

const requestSchema = z.object({
  service_code: z.string(),
  lat: degrees(90),
  long: degrees(180),
  description: text(1000),
  first_name: text(30),
  last_name: text(30),
  phone: text(30),
  email: text(60),
});

/** How a form carries the one attribute. */
const ATTRIBUTE = `attribute[${CONDITION}]` as const;
const attributeSchema = z.object({ [ATTRIBUTE]: text(200) });

/** A request as it is sent, in our words. */
export type NewServiceRequest = {
  category: string;
  condition: string;
  summary: string;
  position: [number, number];
  contact: string | null;
};

/** Whole characters, as the database counts them. */
const MOST_CONTACT = 100;
const CONTACT_FIELDS = ["first_name", "last_name", "phone", "email"] as const;

/** Reads the form of a new request; throws 400 or 404 in the specification's words. */
export function toNewRequest(form: unknown, catalogue: Catalogue): NewServiceRequest {
  const fields = readFields(requestSchema, form);
  const attributes = readFields(attributeSchema, form);
  const category = getCategory(catalogue, fields.service_code);
  const wanted = attributes[ATTRIBUTE] ?? category.conditions[0]?.key;
  const condition = category.conditions.find(({ key }) => key === wanted);
  if (!condition) throw new Open311Error(400, `${ATTRIBUTE}: no such value`);
  const contact = CONTACT_FIELDS.flatMap((name) => fields[name] ?? []).filter((part) => part !== "");
  return {
    category: category.code,
    condition: condition.key,
    summary: fields.description ?? "",
    position: [fields.long, fields.lat],
    contact: contact.length === 0 ? null : Array.from(contact.join(" ")).slice(0, MOST_CONTACT).join(""),
  };
}
