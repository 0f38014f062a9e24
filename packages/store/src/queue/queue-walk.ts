import { canAnswer, INCIDENT_STATUSES } from "@getu/domain";
import type { GridId, Queue, QueueCursor, QueueFilter, QueueOrder } from "@getu/domain";
import type { Remit } from "../loop/remit.ts";

/** What is asked of a queue. */
export type QueueQuestion = {
  territoryId: number;
  queue: Queue;
  order: QueueOrder;
  filter: QueueFilter;
  /** What falls to who asks. */
  remit: Remit;
  /** The only grids that are looked at; null = all, and what lies outside every grid. */
  gridIds: readonly GridId[] | null;
  now: Date;
  after: QueueCursor | null;
  /** How much of an index is looked at for one answer. */
  mostWalked: number;
};

/** Takes a value and gives the parameter that stands for it. */
export type Bind = (value: unknown) => string;

/**
 * So many entries of an index are looked at for one answer, whatever is looked for: a filter that fits nothing costs no
 * more than this, and the next answer goes on where this one stopped.
 */
export const MOST_WALKED = 20_000;

/** So few grids or grid paths are walked one by one; of more there is something on every page. */
const FEW_GRIDS = 32;

const OPEN = "status <> 'closed'";
const UNASKED = "status IN ('reported', 'filed') AND asked_path IS NULL";
const DUE = "coalesce(due_at, 'infinity'::timestamptz)"; // as its indexes have it

/** What an order goes by: the columns of its indexes, as these have them; a cursor names rung, time and id. */
type Walk = { keys: readonly string[]; rung: string; at: string; down: "" | "DESC"; behind: ">" | "<" };

const NOT_CLIMBED = 8;
const RUNG = `coalesce(reached, ${NOT_CLIMBED})`;

const WALKS: Readonly<Record<QueueOrder, Walk>> = {
  climbed: { keys: [RUNG, "due_at", "id"], rung: RUNG, at: "due_at", down: "", behind: ">" },
  due: { keys: [DUE, "id"], rung: "0", at: DUE, down: "", behind: ">" },
  reported: { keys: ["reported_at", "id"], rung: "0", at: "reported_at", down: "DESC", behind: "<" },
  closed: { keys: ["closed_at", "id"], rung: "0", at: "closed_at", down: "DESC", behind: "<" },
};

/** Only what lies outside every grid. */
const isOutside = ({ filter: { gridId } }: QueueQuestion): boolean => gridId === null;
const OUTSIDE = "grid_current IS NULL";

/** Lists without closed ones have the indexes of what is open. */
const isOpenOnly = ({ queue, filter: { statuses } }: QueueQuestion): boolean =>
  queue !== "all" || (statuses !== undefined && !statuses.includes("closed"));

function ofGrids(question: QueueQuestion, bind: Bind): string[] {
  const { gridIds, order } = question;
  if (order === "closed") return ["closed_at IS NOT NULL"]; // its index knows the grid of each, but has no order by grid
  const state = isOpenOnly(question) ? OPEN : "true";
  if (gridIds !== null && gridIds.length <= FEW_GRIDS)
    return gridIds.map((id) => `${state} AND grid_current = ${bind(id)}`);
  return isOutside(question) ? [`${state} AND ${OUTSIDE}`] : [state];
}

/** True of what has climbed to the level that is asked for; null = any will do. */
const isOnRung = ({ filter: { reached } }: QueueQuestion, bind: Bind): string | null =>
  reached === undefined ? null : `${RUNG} = ${bind(reached ?? NOT_CLIMBED)}`;

const ofLate: Readonly<Record<QueueOrder, (question: QueueQuestion, bind: Bind) => string[]>> = {
  climbed: (question, bind) => [
    [OPEN, isOnRung(question, bind), `due_at < ${bind(question.now)}`].filter(Boolean).join(" AND "),
  ],
  due: (question, bind) =>
    ofGrids(question, bind).map((grid) => `${grid} AND ${DUE} < ${bind(question.now)}`),
  reported: ofGrids,
  closed: ofGrids,
};

/** What duties own or are asked for, path by path where these are few, else all that is open. */
function ofPaths(by: Partial<Record<"owner_path" | "asked_path", readonly string[]>>, bind: Bind): string[] {
  const columns = Object.entries(by);
  if (columns.some(([, paths]) => paths.length > FEW_GRIDS)) return [OPEN];
  return columns.flatMap(([column, paths]) => paths.map((path) => `${OPEN} AND ${column} = ${bind(path)}`));
}

/** The stretches of indexes that hold everything of a queue. */
const STRETCHES: Readonly<Record<Queue, (question: QueueQuestion, bind: Bind) => string[]>> = {
  mine: ({ remit: { handles, orders } }, bind) =>
    ofPaths({ owner_path: handles, asked_path: [...new Set([...handles, ...orders])] }, bind),
  "to-verify": ({ remit: { orders } }, bind) => ofPaths({ asked_path: orders }, bind),
  unassigned: () => [UNASKED],
  "near-border": () => [UNASKED],
  overdue: (question, bind) => ofLate[question.order](question, bind),
  all: ofGrids,
};

/** Statuses in which only who gives orders can answer. */
const TO_ORDER = INCIDENT_STATUSES.filter(
  (status) => canAnswer("secretary", status) && !canAnswer("leader", status),
);
const IS_TO_ORDER = `status IN (${TO_ORDER.map((status) => `'${status}'`).join(", ")})`;

const isAmong = (column: string, paths: readonly string[], bind: Bind): string =>
  `${column} = ANY (${bind(paths)}::text[])`;

/** What of the stretches belongs to a queue. */
const BELONGS: Partial<Record<Queue, (question: QueueQuestion, bind: Bind) => string>> = {
  mine: ({ remit: { handles, orders } }, bind) =>
    `(${isAmong("owner_path", handles, bind)} OR ${isAmong("asked_path", orders, bind)} AND ${IS_TO_ORDER}
      OR ${isAmong("asked_path", handles, bind)} AND NOT ${IS_TO_ORDER})`,
  "near-border": () => "(near_border OR grid_current IS NULL)",
  "to-verify": ({ remit: { orders } }, bind) =>
    `(status IN ('fed-back', 'verified') AND ${isAmong("asked_path", orders, bind)})`,
};

const asPattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** What of a word has no capitals whatever a language says: the longest run of digits, signs and Chinese characters. */
const plainestOf = (word: string): string =>
  (word.match(/(?:[!-@[-`{-~]|\p{Script=Han})+/gu) ?? []).reduce(
    (longest, run) => (run.length > longest.length ? run : longest),
    "",
  );

/**
 * Every word stands in the summary or the external id. Letters without capitals, such as Chinese, are compared as they are;
 * what else there is of a word is looked for first, as ILIKE takes many times as long.
 */
function textMatches(text: string, bind: Bind): string[] {
  return text.split(/\s+/).map((word) => {
    const plainest = plainestOf(word);
    const isPlain = word.toLowerCase() === word.toUpperCase();
    const likes = [
      ...(isPlain || plainest === "" ? [] : [`LIKE ${bind(asPattern(plainest))}`]),
      `${isPlain ? "LIKE" : "ILIKE"} ${bind(asPattern(word))}`,
    ];
    const holds = (column: string): string => likes.map((like) => `${column} ${like}`).join(" AND ");
    return `(${holds("summary")} OR ${holds("external_id")})`;
  });
}

/** Whether lateness has to be asked of each incident: the stretches of what is late hold nothing else. */
const asksForLate = ({ queue, order, filter: { overdue } }: QueueQuestion): boolean =>
  queue === "overdue" ? order === "reported" : overdue === true;

/** What must be true of an incident to be shown, wherever it lies. */
function matches(question: QueueQuestion, bind: Bind): string[] {
  const { queue, filter, now } = question;
  const { statuses, categories, severities, channels, reportedFrom, reportedTo, closedFrom, text } = filter;
  const found = [
    BELONGS[queue]?.(question, bind),
    asksForLate(question) && `due_at < ${bind(now)}`,
    asksForLate(question) && !isOpenOnly(question) && OPEN,
    statuses && `status = ANY (${bind(statuses)}::text[])`,
    categories && `category = ANY (${bind(categories)}::text[])`,
    severities && `severity = ANY (${bind(severities)}::text[])`,
    channels && `channel = ANY (${bind(channels)}::text[])`,
    question.order !== "climbed" && isOnRung(question, bind),
    reportedFrom !== undefined && `reported_at >= ${bind(reportedFrom)}`,
    reportedTo !== undefined && `reported_at < ${bind(reportedTo)}`,
    closedFrom !== undefined && `closed_at >= ${bind(closedFrom)}`,
    ...(text === undefined ? [] : textMatches(text, bind)),
  ];
  return found.filter((sql): sql is string => typeof sql === "string");
}

/** An order by report or end begins and ends where the times of the filter do. */
function timesOf({ order, filter }: QueueQuestion, bind: Bind): string[] {
  const { reportedFrom, reportedTo, closedFrom } = filter;
  if (order === "closed") return closedFrom === undefined ? [] : [`closed_at >= ${bind(closedFrom)}`];
  if (order !== "reported") return [];
  return [
    ...(reportedFrom === undefined ? [] : [`reported_at >= ${bind(reportedFrom)}`]),
    ...(reportedTo === undefined ? [] : [`reported_at < ${bind(reportedTo)}`]),
  ];
}

function behindCursor({ order, after }: QueueQuestion, bind: Bind): string[] {
  if (after === null) return [];
  const { keys, behind } = WALKS[order];
  const at = `${bind(after.at ?? "infinity")}::timestamptz`;
  const rung = order === "climbed" ? [`${bind(after.rung)}::integer`] : [];
  return [`(${keys.join(", ")}) ${behind} (${[...rung, at, `${bind(after.id)}::bigint`].join(", ")})`];
}

/** To whoever acts nowhere nothing falls, and where no grid is meant nothing lies. */
const NOTHING =
  "SELECT 0 AS rung, reported_at AS at, id, true AS fits, false AS is_end FROM incident WHERE false";

/**
 * What is asked of every incident on the way, and what then, in SQL that knows the first as `fits`, of those that passed. Where
 * the index knows the grid and few grids fit, only incidents in one of these are looked up in the table for the rest.
 */
function tests(question: QueueQuestion, bind: Bind): { seen: string; whole: string } {
  const { gridIds, order, territoryId } = question;
  const isIn = [
    ...(gridIds === null ? [] : [`grid_current = ANY (${bind(gridIds)}::integer[])`]),
    ...(isOutside(question) ? [OUTSIDE] : []),
  ];
  const others = matches(question, bind);
  const isFirst = order === "climbed" && gridIds !== null && gridIds.length <= FEW_GRIDS;
  if (!isFirst || others.length === 0)
    return { seen: [...isIn, ...others].join(" AND ") || "true", whole: "fits" };
  const row = `FROM incident AS whole WHERE whole.territory_id = ${bind(territoryId)} AND whole.id = walked.id`;
  return {
    seen: isIn.join(" AND "),
    whole: `fits AND coalesce((SELECT ${others.join(" AND ")} ${row}), false)`,
  };
}

/**
 * SQL that walks the index of each stretch in order until it has found `take` incidents or has looked at as many as one
 * answer may cost; the last one looked at then comes back with `is_end`, fitting or not.
 */
export function walkSql(question: QueueQuestion, { take, bind }: { take: number; bind: Bind }): string {
  const { queue, order, territoryId, mostWalked } = question;
  const { keys, rung, at, down } = WALKS[order];
  if (question.gridIds?.length === 0) return NOTHING; // before anything is bound: it names no parameter
  const stretches = STRETCHES[queue](question, bind);
  if (stretches.length === 0) return NOTHING;
  const most = Math.ceil(mostWalked / stretches.length);
  const { seen, whole } = tests(question, bind);
  const common = [
    `territory_id = ${bind(territoryId)}`,
    ...timesOf(question, bind),
    ...behindCursor(question, bind),
  ];
  const sorted = keys.map((key) => `${key} ${down}`).join(", ");
  const walks = stretches.map(
    (stretch) => `(SELECT rung, at, id, fits, n = ${most} AS is_end FROM (
      SELECT rung, at, id, ${whole} AS fits, row_number() OVER () AS n FROM (
        SELECT ${rung} AS rung, ${at} AS at, id, (${seen}) AS fits FROM incident
        WHERE ${[...common, stretch].join(" AND ")} ORDER BY ${sorted} LIMIT ${most}
      ) AS walked) AS seen WHERE fits OR n = ${most} LIMIT ${take})`,
  );
  // Twice: an incident may be found by its owner and by who is asked.
  return `SELECT * FROM (${walks.join(" UNION ALL ")}) AS found
    ORDER BY rung, at ${down}, id ${down} LIMIT ${2 * take}`;
}
