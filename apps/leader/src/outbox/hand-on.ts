import type { Incident } from "@getu/domain";
import type { Entry, EntryPhoto, ReportWork } from "./entry.ts";

/** What a leader noted of an incident and nobody takes from them any more: its words and its photos. */
type Noted = { words: string[]; photos: EntryPhoto[] };

/** Gathers what stands in a chain of entries about one incident. */
export const notedIn = (chain: readonly Entry[]): Noted => ({
  words: chain.flatMap(({ work }) => (work.kind === "act" ? (work.reason ?? work.text ?? []) : [])),
  photos: chain.flatMap(({ photos }) => photos),
});

/** Whom the report comes from, and the line that says which incident it goes back to. */
type HandOn = { territoryId: number; seenAtMs: number; summary: string };

/** A report at the place of an incident that is somebody else's by now: whoever has the place gets what was noted there. */
export const toReportAt = (
  { category, condition, position }: Pick<Incident, "category" | "condition" | "position">,
  { territoryId, seenAtMs, summary }: HandOn,
): ReportWork => ({
  kind: "report",
  territoryId,
  channel: "patrol",
  category,
  condition,
  summary,
  position: [position[0], position[1]],
  accuracyMetres: null,
  seenAtMs,
  gridId: null,
});
