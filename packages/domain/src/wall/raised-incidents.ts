import type { Incident } from "../incident/incident.ts";

/** What a wall has seen of incidents: how they stood last, and when those that are urgent only now came under its eyes as such. */
export type SeenIncidents = { incidents: readonly Incident[]; raisedAtMs: ReadonlyMap<number, number> };

/** What a wall has seen that has just begun. */
export const NOTHING_SEEN: SeenIncidents = { incidents: [], raisedAtMs: new Map() };

/** What is older when it comes in is no news: a file may bring the work of years. */
const NEWS_MS = 10 * 60_000;

/**
 * The same after another look. Urgent since now is what weighed less at the look before, and what was reported a while ago
 * and comes in only now, as after a time without the network. What a wall finds when it begins has been urgent since its
 * report: the page before has shown it.
 */
export function lookAgain(
  seen: SeenIncidents,
  { incidents, nowMs }: { incidents: readonly Incident[]; nowMs: number },
): SeenIncidents {
  if (incidents === seen.incidents) return seen;
  const before = new Map(seen.incidents.map((incident) => [incident.id, incident]));
  const isRaised = ({ id, reportedAt }: Incident): boolean => {
    const known = before.get(id);
    return known ? !isUrgent(known) : seen !== NOTHING_SEEN && nowMs - Date.parse(reportedAt) < NEWS_MS;
  };
  const raisedAtMs = new Map<number, number>();
  for (const incident of incidents.filter(isUrgent)) {
    const atMs = isRaised(incident) ? nowMs : seen.raisedAtMs.get(incident.id);
    if (atMs !== undefined) raisedAtMs.set(incident.id, atMs);
  }
  return { incidents, raisedAtMs };
}

const isUrgent = ({ severity }: Incident): boolean => severity === "urgent";
