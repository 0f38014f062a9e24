import type { IncidentRecord } from "@getu/domain";
import { createMadeUpPoints } from "./made-up-points.ts";

const SEVERITIES = ["minor", "minor", "minor", "major", "urgent"] as const;

/** The end of every made-up history. */
export const HISTORY_END = Date.UTC(2026, 6, 1);

const HISTORY_MS = 2 * 365 * 86_400_000;

/** Incidents over two years up to the end; external ids begin with `prefix`. */
export function createMadeUpIncidents({
  count,
  seed,
  prefix,
}: {
  count: number;
  seed: number;
  prefix: string;
}): IncidentRecord[] {
  const points = createMadeUpPoints({ count, seed });
  return Array.from({ length: count }, (_, i) => {
    const at = new Date(HISTORY_END - HISTORY_MS + Math.floor((i / count) * HISTORY_MS)).toISOString();
    return {
      externalId: `${prefix}-${i}`,
      category: `category-${(i * 7) % 12}`,
      condition: "made-up",
      severity: SEVERITIES[i % SEVERITIES.length]!, // modulo its length
      channel: "hotline",
      status: "assigned",
      summary: "",
      position: [points[2 * i]!, points[2 * i + 1]!], // two a point
      accuracyMetres: null,
      occurredAt: at,
      reportedAt: at,
      dueAt: null,
      closedAt: null,
    };
  });
}
