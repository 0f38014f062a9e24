import { CHANNELS, createIsoClock, epochMsOf, INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";

const FIELDS: ReadonlySet<string> = new Set([
  "externalId",
  "category",
  "condition",
  "severity",
  "channel",
  "status",
  "summary",
  "position",
  "accuracyMetres",
  "occurredAt",
  "reportedAt",
  "dueAt",
  "closedAt",
]);
const WORDS = {
  severity: new Set<unknown>(SEVERITIES),
  channel: new Set<unknown>(CHANNELS),
  status: new Set<unknown>(INCIDENT_STATUSES),
};
/** No field is too short for it. */
const SHORT_TEXT = 200;

const iso = createIsoClock();

const isShort = (value: unknown): boolean =>
  typeof value === "string" && value.length <= SHORT_TEXT && !value.includes("\0");

const isCode = (value: unknown): boolean => isShort(value) && value !== "";

const isWithin = (value: unknown, limit: number): boolean =>
  typeof value === "number" && value >= -limit && value <= limit;

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && isWithin(value[0], 180) && isWithin(value[1], 90);

/** A time that our own clock writes again letter by letter exists; the length keeps years of five digits out. */
function isUsualTime(value: unknown): boolean {
  if (typeof value !== "string" || value.length !== 24) return false;
  const epochMs = epochMsOf(value);
  return Number.isFinite(epochMs) && iso(epochMs) === value;
}

const isAmount = (value: unknown): boolean => typeof value === "number" && value >= 0 && value !== Infinity;

function hasOnlyFields(record: object): boolean {
  let fields = 0;
  for (const field of Object.keys(record)) {
    if (!FIELDS.has(field)) return false;
    fields += 1;
  }
  return fields === FIELDS.size;
}

type Unchecked = Readonly<Record<string, unknown>>;

const hasWords = ({ severity, channel, status }: Unchecked): boolean =>
  WORDS.severity.has(severity) && WORDS.channel.has(channel) && WORDS.status.has(status);

const hasTexts = ({ externalId, category, condition, summary }: Unchecked): boolean =>
  isShort(externalId) && isCode(category) && isCode(condition) && isShort(summary);

const hasTimes = ({ occurredAt, reportedAt, dueAt, closedAt }: Unchecked): boolean =>
  isUsualTime(occurredAt) &&
  (reportedAt === occurredAt || isUsualTime(reportedAt)) &&
  (dueAt === null || isUsualTime(dueAt)) &&
  (closedAt === null || isUsualTime(closedAt));

/**
 * True only of a record that the schema and the limits of texts accept, and of nearly all of those: asked first, a
 * row of an import costs a tenth of what the schema takes for it. What is not plain is left to the schema.
 */
export function isPlainIncident(record: object): boolean {
  const fields = record as Unchecked;
  return (
    hasOnlyFields(record) &&
    hasWords(fields) &&
    hasTexts(fields) &&
    hasTimes(fields) &&
    isPosition(fields["position"]) &&
    (fields["accuracyMetres"] === null || isAmount(fields["accuracyMetres"]))
  );
}
