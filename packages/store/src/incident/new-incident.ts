import { dueOf, findCondition, nextMove, openLoop } from "@getu/domain";
import type { FilingCondition, Incident } from "@getu/domain";
import type { TerritoryIndex } from "../grid/territory-index.ts";
import { placeIncident, storedPosition } from "./placed-incident.ts";
import { problemOf } from "./record-check.ts";
import { reportSchema } from "./report.ts";
import type { ReportDelivery } from "./report.ts";
import { contentOf, keyOf } from "./report-desk.ts";
import type { ReportDesk } from "./report-desk.ts";
import type { NewIncident } from "./write-incident.ts";

/** By what a report is filed; null = the catalogue in force does not know such a matter. */
export function conditionOf({ report, rulebook }: ReportDelivery): FilingCondition | null {
  const problem = problemOf(reportSchema, report);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  return findCondition(rulebook.catalogue, report);
}

/** A report with what it is taken by: the boundaries in force, and those under which it happened. */
type Filing = {
  delivery: ReportDelivery;
  condition: FilingCondition;
  desk: ReportDesk;
  index: TerritoryIndex;
  indexThen: TerritoryIndex;
};

/** What a report becomes: an incident with its place, its owner and its deadline, not yet written. */
export function toNewIncident({ delivery, condition, desk, index, indexThen }: Filing): NewIncident {
  const { report, actor, rulebook } = delivery;
  const rules = { ...rulebook, timeZone: desk.timeZone };
  const position = storedPosition(report.position);
  const place = placeIncident(index, position, report.accuracyMetres);
  const gridPath = index.pathOf(place.gridCurrent);
  const { next, steps } = openLoop(condition.deadline, { actor, now: desk.now, gridPath, rules });
  const incident: Incident = {
    id: desk.id,
    ...report,
    position: [...position],
    ...place,
    gridAtOccurrence: indexThen === index ? place.gridCurrent : indexThen.gridAt(position),
    severity: condition.severity,
    status: next.status,
    reportedAt: desk.now.toISOString(),
    dueAt: dueOf(next, rules)?.toISOString() ?? null,
    closedAt: null,
  };
  const sent = { key: keyOf(delivery), contentHash: contentOf(delivery) };
  const nextMoveAt = nextMove(next, rules)?.at ?? null;
  return { incident, gridPath, state: next, nextMoveAt, steps, sent };
}
