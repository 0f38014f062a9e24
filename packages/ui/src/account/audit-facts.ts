import { queueFilterSchema } from "@getu/domain";
import type { NamedAuditEntry, QueueFilter } from "@getu/domain";
import type { TFunction } from "i18next";
import { desk } from "../messages/zh-cn/desk.ts";

/** What the facts of a row are written with; categories and times are for the screen to name. */
export type FactWords = {
  t: TFunction;
  categoryOf: (code: string) => string;
  timeOf: (iso: string) => string;
};

type Facts = NamedAuditEntry["facts"];
type Fact = keyof typeof desk.audit.fact;

const isFact = (name: string): name is Fact => name in desk.audit.fact;

/** Where the words of the values stand that are ours to choose. */
const VALUES: Readonly<Record<string, string>> = {
  role: "role",
  queue: "desk.queue.name",
  order: "desk.queue.order",
  scenes: "scene.name",
  ...Object.fromEntries(Object.keys(desk.audit.value).map((fact) => [fact, `desk.audit.value.${fact}`])),
};

const LIST = " / ";

/** The facts of a row; one without a word keeps its name, and one without a value is left out. */
export function factsText(entry: NamedAuditEntry, words: FactWords): string {
  const { t } = words;
  return Object.entries(entry.facts)
    .filter(([, value]) => value !== null)
    .map(([fact, value]) => `${isFact(fact) ? t(`desk.audit.fact.${fact}`) : fact} ${valueOf(fact, value)}`)
    .join(" · ");

  function valueOf(fact: string, value: Facts[string]): string {
    if (typeof value === "boolean") return t(`desk.audit.${value ? "yes" : "no"}`);
    if (fact === "gridId") return entry.names[`grid:${value}`] ?? String(value);
    const text = String(value);
    const filter = fact === "filter" ? parseFilter(text) : null;
    if (filter) return filterText(filter, words);
    const table = VALUES[fact];
    return table === undefined ? nameIn(entry, text, t) : listText(text.split(","), table, t);
  }
}

/** Somebody or something by its name, as far as it is known. */
export const nameIn = ({ names }: Pick<NamedAuditEntry, "names">, text: string, t: TFunction): string =>
  text === "system" || text === "nobody" ? t(`desk.audit.${text}`) : (names[text] ?? text);

/** Words of a table of the messages; what has none there stays as it is. */
const listText = (values: readonly string[], table: string, t: TFunction): string =>
  values.map((value) => t(`${table}.${value}` as "product", { defaultValue: value })).join(LIST);

/** What an export was narrowed by, as it was written down; null = it cannot be read. */
function parseFilter(text: string): QueueFilter | null {
  try {
    return queueFilterSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function filterText(filter: QueueFilter, { t, categoryOf, timeOf }: FactWords): string {
  const { statuses, categories, severities, channels, gridId, reached } = filter;
  const { reportedFrom, reportedTo, closedFrom } = filter;
  const parts = [
    statuses && `${t("selection.status")} ${listText(statuses, "status", t)}`,
    categories && `${t("heat.category")} ${categories.map(categoryOf).join(LIST)}`,
    severities && `${t("selection.severity")} ${listText(severities, "severity", t)}`,
    channels && `${t("desk.queue.column.channel")} ${listText(channels, "channel", t)}`,
    gridId !== undefined && `${t("people.grid")} ${gridId ?? t("ticker.outside")}`,
    reached === null && t("rung.none"),
    typeof reached === "number" && t("desk.audit.reached", { level: reached + 1 }),
    reportedFrom && `${t("desk.queue.from")} ${timeOf(reportedFrom)}`,
    reportedTo && t("desk.audit.reportedBefore", { time: timeOf(reportedTo) }),
    closedFrom && t("desk.audit.closedSince", { time: timeOf(closedFrom) }),
    filter.overdue && t("desk.queue.overdueOnly"),
    // Of what was searched for the log holds the length alone.
    filter.text && t("desk.audit.searched", { count: Number.parseInt(filter.text, 10) }),
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? t("desk.audit.none") : parts.join("; ");
}
