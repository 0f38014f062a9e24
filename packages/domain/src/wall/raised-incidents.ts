import type { Incident } from "../incident/incident.ts";

/** What a wall has seen of incidents: how they stood last, and when those that are urgent only now came under its eyes as such. */
export type SeenIncidents = {
  incidents: readonly Incident[];
  /** True where everything urgent that was open was among them: they were all that was, or the newest with everything urgent. */
  hadAllUrgent: boolean;
  /** The greatest id that was known a minute ago, and the greatest of the look from which the next minute counts. */
  knownId: number;
  next: { id: number; atMs: number };
  raisedAtMs: ReadonlyMap<number, number>;
};

/** What a wall has seen that has just begun. */
export const NOTHING_SEEN: SeenIncidents = {
  incidents: [],
  hadAllUrgent: false,
  knownId: 0,
  next: { id: 0, atMs: 0 },
  raisedAtMs: new Map(),
};

/** What is older when it comes in is no news to a wall that was there: a file may bring the work of years. */
const NEWS_MS = 10 * 60_000;

/** Ids are given as records come in; those of a file are told a while after they were given, and others meanwhile. */
const ID_KNOWN_MS = 60_000;

/** What a wall looks at. */
type Look = Pick<SeenIncidents, "incidents" | "hadAllUrgent"> & {
  nowMs: number;
  /** Since when it has not known what happens: it was off, or without the network; null = it knew. */
  awaySinceMs?: number | null;
  /** What the page before was told to send off: it is no news to this one. */
  sentOff?: readonly number[];
};

/**
 * The same after another look. Urgent since now is what weighed less or was closed at the look before, also where it was not
 * given then, and what was reported a while ago, or since the wall was away, and comes in only now. What else a wall finds when
 * it begins has been urgent since its report: the page before has shown it.
 */
export function lookAgain(
  seen: SeenIncidents,
  { incidents, hadAllUrgent, nowMs, awaySinceMs = null, sentOff = [] }: Look,
): SeenIncidents {
  if (incidents === seen.incidents) return seen;
  const ids = knownIds(seen, { incidents, nowMs });
  const before = new Map(seen.incidents.map((incident) => [incident.id, incident]));
  const isFirst = seen === NOTHING_SEEN;
  const newsSinceMs = Math.min(awaySinceMs ?? Infinity, isFirst ? Infinity : nowMs - NEWS_MS);
  const isNews = ({ id, reportedAt }: Incident): boolean =>
    Date.parse(reportedAt) > newsSinceMs && !(isFirst && sentOff.includes(id));
  const isRaised = (incident: Incident): boolean => {
    const known = before.get(incident.id);
    if (known) return !isUrgent(known);
    return (seen.hadAllUrgent && incident.id <= ids.knownId) || isNews(incident); // the first was not given
  };
  const raisedAtMs = new Map<number, number>();
  for (const incident of incidents.filter(isUrgent)) {
    const atMs = isRaised(incident) ? nowMs : seen.raisedAtMs.get(incident.id);
    if (atMs !== undefined) raisedAtMs.set(incident.id, atMs);
  }
  return { incidents, hadAllUrgent, ...ids, raisedAtMs };
}

/** What bears a greater id than the known one has come in since. */
function knownIds(
  { knownId, next }: SeenIncidents,
  { incidents, nowMs }: { incidents: readonly Incident[]; nowMs: number },
): Pick<SeenIncidents, "knownId" | "next"> {
  if (nowMs - next.atMs < ID_KNOWN_MS) return { knownId, next };
  const greatest = incidents.reduce((most, { id }) => Math.max(most, id), 0);
  return { knownId: next.id, next: { id: greatest, atMs: nowMs } };
}

const isUrgent = ({ severity }: Incident): boolean => severity === "urgent";
