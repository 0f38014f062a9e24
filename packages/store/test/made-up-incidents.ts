import { CHANNELS, INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import { townIncident, townPosition } from "@getu/store/testing";
import { createRandom } from "./random.ts";

const HOUR_MS = 3_600_000;
const CATEGORIES = ["noise", "waste", "parking"];

/** Made-up incidents around `now`, in and beside the made-up town, many of them on borders and corners of grids. */
export function createIncidents(count: number, { seed, now }: { seed: number; now: Date }): IncidentRecord[] {
  const random = createRandom(seed);
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!; // index < length
  const at = (hours: number): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  const coordinate = (from: number, to: number): number => {
    const value = from + random() * (to - from);
    return random() < 0.2 ? Math.round(value) : value;
  };
  return Array.from({ length: count }, (_, i) => {
    const status = random() < 0.5 ? "closed" : oneOf(INCIDENT_STATUSES);
    const occurred = -72 * random();
    return townIncident({
      externalId: `incident-${i}`,
      category: oneOf(CATEGORIES),
      severity: oneOf(SEVERITIES),
      channel: oneOf(CHANNELS),
      status,
      position: townPosition(coordinate(-1, 9), coordinate(-1, 5)),
      accuracyMetres: random() < 0.5 ? null : 60 * random(),
      occurredAt: at(occurred),
      reportedAt: at(occurred + random()),
      dueAt: random() < 0.2 ? null : at(occurred + 48 * random()),
      closedAt: status === "closed" ? at(-48 * random()) : null,
    });
  });
}
