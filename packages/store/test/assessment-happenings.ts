import { dueAt, FIGURES } from "@getu/domain";
import type { Action, Figure } from "@getu/domain";
import type { IncidentHistory } from "../src/index.ts";

const HOUR_MS = 3_600_000;

/** One thing that a figure counts, in the grid in which it is counted. */
export type Happening = {
  figure: Figure;
  grid: number | null;
  incidentId: number;
  at: number;
  waitMs?: number;
};

const FIRST = new Set<Action>(["accept", "start", "feed-back", "decline", "merge", "close"]);

/** Everything that one incident's history says, by the definitions alone and without the database's help. */
export function happeningsOf({ incident, steps, state, rules }: IncidentHistory): Happening[] {
  const found: Happening[] = [];
  const isImported = steps[0]!.action === "adopt";
  const add = (figure: Figure, at: Date | string, waitMs?: number) =>
    found.push({
      figure,
      grid: incident.gridCurrent,
      incidentId: incident.id,
      at: new Date(at).getTime(),
      ...(waitMs !== undefined && { waitMs }),
    });
  add("reported", incident.reportedAt);
  const isDropped = incident.status === "closed" && ["decline", "merge"].includes(steps.at(-1)!.action);
  if (["patrol", "visit"].includes(incident.channel) && incident.status !== "reported" && !isDropped)
    add("found", incident.reportedAt);
  const answer = steps.find(({ action }) => FIRST.has(action));
  if (answer) add("answered", incident.reportedAt, answer.at.getTime() - Date.parse(incident.reportedAt));
  if (isImported) {
    add("closed", incident.closedAt!);
    add("due", incident.dueAt!);
    add(incident.closedAt! <= incident.dueAt! ? "on-time" : "late", incident.dueAt!);
    return found;
  }
  steps.forEach((step, i) => {
    if (step.to === "closed" && step.from !== "closed") {
      add("closed", step.at);
      if (steps.slice(i + 1).some(({ action }) => action === "reopen")) add("reopened", step.at);
    }
    if (["extend", "pause", "suspend"].includes(step.action)) add("moved", step.at);
  });
  if (incident.dueAt !== null) {
    const { startedAt, rule, stoppedAt, pauses, extensions } = state.clock;
    const judged = pauses.filter(({ kind }) => kind === "verification");
    const isMoved = extensions.length > 0 || judged.length < pauses.length;
    const first = isMoved ? dueAt({ startedAt, rule, pauses: judged }, rules)! : new Date(incident.dueAt);
    const done = stoppedAt?.getTime() ?? Infinity;
    add("due", incident.dueAt);
    if (done <= first.getTime()) add("on-time", incident.dueAt);
    else add(done <= Date.parse(incident.dueAt) ? "exempt" : "late", incident.dueAt);
  }
  return found;
}

/** Months are those of the town, eight hours ahead. */
export const monthOf = (at: Date | number) => new Date(Number(at) + 8 * HOUR_MS).toISOString().slice(0, 7);
export const monthStart = (month: string) => Date.parse(`${month}-01T00:00:00+08:00`);
export const nextMonth = (month: string) => {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
};

function middle(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const half = (sorted.length - 1) / 2;
  return Math.round((sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2);
}

/** The figures that these happenings make up. */
export const figuresOf = (happenings: readonly Happening[]) => ({
  counts: Object.fromEntries(
    FIGURES.map((figure) => [figure, happenings.filter((each) => each.figure === figure).length]),
  ),
  medianAnswerMs: middle(happenings.flatMap(({ waitMs }) => (waitMs === undefined ? [] : [waitMs]))),
});
