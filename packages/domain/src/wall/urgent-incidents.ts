import { isOpen } from "../incident/incident.ts";
import type { Incident } from "../incident/incident.ts";
import type { SeenIncidents } from "./raised-incidents.ts";

/** Clocks of a wall and its database differ a little: what has just come in is not from the future. */
const CLOCK_SLACK_MS = 10_000;

/** Long enough to read one, short enough for the next to be seen while it is news. */
const TURN_MS = 15_000;

/**
 * The open urgent incidents that came in, or became urgent, within the last `seconds`; each wants the screen until these are
 * over. The newest goes first; several have the screen in turn, so that none is over before it was seen.
 */
export function listUrgent(
  { incidents, raisedAtMs }: SeenIncidents,
  { nowMs, seconds }: { nowMs: number; seconds: number },
): Incident[] {
  const ageOf = ({ id, reportedAt }: Incident): number =>
    nowMs - (raisedAtMs.get(id) ?? Date.parse(reportedAt));
  const newestFirst = incidents
    .filter(({ severity, status }) => severity === "urgent" && isOpen(status))
    .filter((incident) => ageOf(incident) < seconds * 1000 && ageOf(incident) > -CLOCK_SLACK_MS)
    .sort((one, other) => ageOf(one) - ageOf(other) || other.id - one.id);
  const [newest] = newestFirst;
  if (!newest) return [];
  const turn = Math.floor(Math.max(0, ageOf(newest)) / TURN_MS) % newestFirst.length;
  return [...newestFirst.slice(turn), ...newestFirst.slice(0, turn)];
}
