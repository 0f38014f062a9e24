import { isOpen } from "../incident/incident.ts";
import type { Incident } from "../incident/incident.ts";
import type { SeenIncidents } from "./raised-incidents.ts";

/** Clocks of a wall and its database differ a little: what has just come in is not from the future. */
const CLOCK_SLACK_MS = 10_000;

/** Long enough to read one, short enough for the next to be seen while it is news. */
const TURN_MS = 15_000;

/** A wall looks once a second: with a shorter turn it could miss one. */
const SHORTEST_TURN_MS = 2_000;

/** What a wall asks for. `heldId` = the incident that the desk has had it hold; null = none. */
type UrgentAsked = { nowMs: number; seconds: number; heldId?: number | null };

/** Since when an urgent incident wants the screen: since it was reported, or became urgent before a wall's eyes. */
export const wantedSinceMs = ({ raisedAtMs }: SeenIncidents, { id, reportedAt }: Incident): number =>
  raisedAtMs.get(id) ?? Date.parse(reportedAt);

/**
 * The open urgent incidents that came in, or became urgent, within the last `seconds`, none for 0; each wants the screen
 * until these are over. The first of them has it, the others follow newest first. One that is held wants it until it is
 * closed, and no older one does meanwhile.
 */
export function listUrgent(seen: SeenIncidents, { nowMs, seconds, heldId = null }: UrgentAsked): Incident[] {
  const lastsMs = seconds * 1000;
  const ageOf = (incident: Incident): number => nowMs - wantedSinceMs(seen, incident);
  const all = seen.incidents
    .filter(({ severity, status }) => severity === "urgent" && isOpen(status))
    .sort((one, other) => ageOf(one) - ageOf(other) || other.id - one.id);
  const held = all.find(({ id }) => id === heldId);
  const isNews = (each: Incident): boolean => ageOf(each) < lastsMs && ageOf(each) > -CLOCK_SLACK_MS;
  const sinceHeld = held ? all.slice(0, all.indexOf(held) + 1) : all;
  const wanting = sinceHeld.filter((each) => each === held || isNews(each));
  const [newest] = wanting;
  if (!newest || seconds === 0) return [];
  const together = sinceHeld
    .slice(sinceHeld.indexOf(newest))
    .filter((each) => each !== held && ageOf(each) - ageOf(newest) < lastsMs);
  const turns = turnsLeft(together, { lastsMs, sinceMs: ageOf(newest) });
  const first = turns.find((each) => wanting.includes(each)) ?? held ?? newest; // the turn of one that is over falls to the next
  return [first, ...wanting.filter((each) => each !== first)];
}

/**
 * Whose turns are left, `sinceMs` after the newest came, of those that wanted the screen then, newest first: the newest has
 * the first, then each from the oldest on, which is over first.
 */
function turnsLeft(
  together: readonly Incident[],
  { lastsMs, sinceMs }: { lastsMs: number; sinceMs: number },
): Incident[] {
  const turnMs = Math.max(SHORTEST_TURN_MS, Math.min(TURN_MS, lastsMs / together.length));
  const passed = Math.floor(Math.max(0, sinceMs) / turnMs);
  return [...together.slice(0, 1), ...together.slice(1).toReversed()].slice(passed);
}
