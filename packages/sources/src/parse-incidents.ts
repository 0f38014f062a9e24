import { createIsoClock, toPlainText } from "@getu/domain";
import type { Catalogue, Channel, DeadlineRule, IncidentRecord, IncidentStatus } from "@getu/domain";
import { toNumber, toText } from "./cell.ts";
import type { ParsedRow, PointMapping } from "./parsed-row.ts";
import { parsePoints } from "./parsed-row.ts";
import type { TimeReader } from "./parse-time.ts";
import { isProblem } from "./position-reader.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";
import type { ValueMap } from "./value-map.ts";
import { findMeaning } from "./value-map.ts";

type Category = Catalogue["categories"][number];

/** A category with one of its filing conditions: what decides severity and deadline. */
export type Filing = { category: Category; condition: Category["conditions"][number] };

/** Which field says what about an incident; at least one of `occurred` and `reported` is needed. */
export type IncidentMapping = PointMapping & {
  /** One filing for all, or a field with the meaning of its values. */
  filing: Filing | { field: string; filings: ValueMap<Filing> };
  /** Without it an incident is closed when it has a closing time and reported otherwise. */
  status: { field: string; statuses: ValueMap<IncidentStatus> } | null;
  channel: Channel;
  occurred?: string;
  reported?: string;
  closed?: string;
  summary?: string;
  accuracy?: string;
  readTime: TimeReader;
  dueAt: (reportedAt: Date, rule: DeadlineRule) => Date | null;
};

/** Finds a filing in the catalogue by the codes a map gives; throws words that say what does not exist. */
export function findFiling(catalogue: Catalogue, meaning: unknown): Filing {
  const { category: code, condition: key } = toCodes(meaning);
  const category = catalogue.categories.find((candidate) => candidate.code === code);
  if (!category) throw new Error(`the catalogue has no category "${code}"`);
  const condition =
    key === null ? category.conditions[0] : category.conditions.find((each) => each.key === key);
  if (!condition)
    throw new Error(
      `category "${code}" has the conditions ${category.conditions.map((each) => each.key).join(", ")}`,
    );
  return { category, condition };
}

function toCodes(meaning: unknown): { category: string; condition: string | null } {
  if (typeof meaning === "string") {
    const [category = "", condition = null] = meaning.split("/");
    return { category, condition };
  }
  const { category, condition } = (meaning ?? {}) as { category?: unknown; condition?: unknown };
  if (typeof category !== "string") throw new Error(`needs a "category"`);
  return { category, condition: typeof condition === "string" ? condition : null };
}

/** Reads incidents; what has no category, state or time that is understood is rejected. */
export function parseIncidents(
  source: Source,
  mapping: IncidentMapping,
): AsyncIterableIterator<ParsedRow<IncidentRecord>, void> {
  const { filing, status, occurred, reported, closed, summary, accuracy } = mapping;
  const filingField = "field" in filing ? filing.field : undefined;
  const fields = [filingField, status?.field, occurred, reported, closed, summary, accuracy];
  source.requireFields(fields.filter((field) => field !== undefined));
  return parsePoints<IncidentRecord>(source, mapping, (row, known) => {
    const filed = filingOf(row, mapping);
    if (isProblem(filed)) return filed;
    const times = timesOf(row, mapping);
    if (isProblem(times)) return times;
    const state = statusOf(row, mapping, times.closedAt);
    if (typeof state !== "string") return state;
    const record = toRecord({ filed, times, state, row }, mapping);
    return { record: { ...known, ...record } };
  });
}

const iso = createIsoClock();

type Times = { occurredAt: Date; reportedAt: Date; closedAt: Date | null };
type Filed = { filed: Filing; times: Times; state: IncidentStatus; row: SourceRow };

function toRecord(
  { filed, times, state, row }: Filed,
  mapping: IncidentMapping,
): Omit<IncidentRecord, "externalId" | "position"> {
  const accuracy = mapping.accuracy === undefined ? null : toNumber(row.get(mapping.accuracy));
  const due = mapping.dueAt(times.reportedAt, filed.condition.deadline);
  const occurredAt = iso(times.occurredAt.getTime());
  return {
    category: filed.category.code,
    condition: filed.condition.key,
    severity: filed.condition.severity,
    channel: mapping.channel,
    status: state,
    summary: mapping.summary === undefined ? "" : toPlainText(toText(row.get(mapping.summary)) ?? "").trim(),
    accuracyMetres: accuracy !== null && accuracy >= 0 && Number.isFinite(accuracy) ? accuracy : null,
    occurredAt,
    reportedAt: times.reportedAt === times.occurredAt ? occurredAt : iso(times.reportedAt.getTime()),
    dueAt: due && iso(due.getTime()),
    closedAt: state === "closed" && times.closedAt ? iso(times.closedAt.getTime()) : null,
  };
}

function filingOf(row: SourceRow, { filing }: IncidentMapping): Filing | Problem {
  if (!("field" in filing)) return filing;
  const value = row.get(filing.field);
  return (
    findMeaning(filing.filings, value) ?? { reason: "unknown-category", detail: `"${toText(value) ?? ""}"` }
  );
}

function statusOf(
  row: SourceRow,
  { status }: IncidentMapping,
  closedAt: Date | null,
): IncidentStatus | Problem {
  if (status === null) return closedAt ? "closed" : "reported";
  const value = row.get(status.field);
  return (
    findMeaning(status.statuses, value) ?? { reason: "unknown-status", detail: `"${toText(value) ?? ""}"` }
  );
}

function timesOf(row: SourceRow, { occurred, reported, closed, readTime }: IncidentMapping): Times | Problem {
  const occurredAt = timeOf(row, occurred, readTime);
  const reportedAt = timeOf(row, reported, readTime);
  const closedAt = timeOf(row, closed, readTime);
  if (occurredAt === "bad") return badTime(row, occurred);
  if (reportedAt === "bad") return badTime(row, reported);
  if (closedAt === "bad") return badTime(row, closed);
  const first = occurredAt ?? reportedAt;
  if (!first) return { reason: "no-time", detail: "neither when it happened nor when it was reported" };
  return { occurredAt: first, reportedAt: reportedAt ?? first, closedAt };
}

const timeOf = (row: SourceRow, field: string | undefined, readTime: TimeReader): ReturnType<TimeReader> =>
  field === undefined ? null : readTime(row.get(field));

const badTime = (row: SourceRow, field = ""): Problem => ({
  reason: "bad-time",
  detail: `${field} "${toText(row.get(field))}"`,
});
