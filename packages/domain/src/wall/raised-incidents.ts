import type { Incident } from "../incident/incident.ts";

/** What a wall has seen of incidents: how they stood last, and when those that became urgent under its eyes did so. */
export type SeenIncidents = { incidents: readonly Incident[]; raisedAtMs: ReadonlyMap<number, number> };

/** What a wall has seen that has just begun. */
export const NOTHING_SEEN: SeenIncidents = { incidents: [], raisedAtMs: new Map() };

/**
 * The same after another look. Urgent since now is what weighed less at the look before; what comes in urgent has been that
 * since its report, also when a file brings it years later.
 */
export function lookAgain(
  seen: SeenIncidents,
  { incidents, nowMs }: { incidents: readonly Incident[]; nowMs: number },
): SeenIncidents {
  if (incidents === seen.incidents) return seen;
  const lesser = new Set(seen.incidents.filter((each) => !isUrgent(each)).map(({ id }) => id));
  const raisedAtMs = new Map<number, number>();
  for (const { id } of incidents.filter(isUrgent)) {
    const atMs = lesser.has(id) ? nowMs : seen.raisedAtMs.get(id);
    if (atMs !== undefined) raisedAtMs.set(id, atMs);
  }
  return { incidents, raisedAtMs };
}

const isUrgent = ({ severity }: Incident): boolean => severity === "urgent";
