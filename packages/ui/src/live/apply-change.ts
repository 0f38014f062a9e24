import type { Camera, Incident, LiveChange, Severity } from "@getu/domain";
import { isOpen } from "@getu/domain";

/** What is shown of incidents: which ones belong in the list, and how many at most. */
export type IncidentListRule = { open: boolean; severity?: Severity; limit: number };

/** The list after the change, newest report first; the same list when the change does not concern it. */
export function applyToIncidents(
  incidents: readonly Incident[],
  change: LiveChange,
  rule: IncidentListRule,
): readonly Incident[] {
  if (change.topic !== "incident") return incidents;
  const { incident } = change;
  const others = incidents.filter((other) => other.id !== incident.id);
  if (!belongs(incident, rule)) return others.length === incidents.length ? incidents : others;
  const place = others.findIndex((other) => comesBefore(incident, other));
  const at = place === -1 ? others.length : place;
  return [...others.slice(0, at), incident, ...others.slice(at)].slice(0, rule.limit);
}

const belongs = ({ status, severity }: Incident, rule: IncidentListRule): boolean =>
  (!rule.open || isOpen(status)) && (rule.severity === undefined || rule.severity === severity);

/** The list with the changed camera in its place; a camera not seen before comes last. */
export function applyToCameras(cameras: readonly Camera[], change: LiveChange): readonly Camera[] {
  if (change.topic !== "camera") return cameras;
  const { camera } = change;
  const isKnown = cameras.some((other) => other.id === camera.id);
  if (!isKnown) return [...cameras, camera];
  return cameras.map((other) => (other.id === camera.id ? camera : other));
}

/** The screen's order: newest report first, of equal times the younger record. */
const comesBefore = (one: Incident, other: Incident): boolean => {
  const [a, b] = [Date.parse(one.reportedAt), Date.parse(other.reportedAt)];
  return a === b ? one.id > other.id : a > b;
};
