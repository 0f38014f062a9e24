import type { LiveChange } from "@getu/domain";

/** Things whose last change is remembered: more than a batch changes while somebody else does. */
const MOST_KEPT = 10_000;

/**
 * Answers whether a change is older than one of the same thing that came before it. Changes come by when their transactions
 * began, and of two that wait for each other the one that began first may be the last to write. The second number of a cursor
 * is drawn while the thing is locked, and so rises with its changes.
 */
export function createChangeOrder(): (change: LiveChange, cursor: string) => boolean {
  const last = new Map<string, number>();
  return (change, cursor) => {
    const thing = thingOf(change);
    const place = Number(cursor.split("-")[1]);
    if (thing === null || Number.isNaN(place)) return false;
    const before = last.get(thing) ?? -1;
    last.delete(thing); // what changed last stands last
    last.set(thing, Math.max(before, place));
    if (last.size > MOST_KEPT) last.delete(last.keys().next().value!); // it has more than one
    return place < before;
  };
}

function thingOf(change: LiveChange): string | null {
  if (change.topic === "incident") return `incident ${change.incident.id}`;
  return change.topic === "camera" ? `camera ${change.camera.id}` : null;
}
