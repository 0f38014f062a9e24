import type { EntryPhoto, ReportWork } from "../outbox/entry.ts";
import { writtenText } from "../written-text.ts";

/** What it is about, as far as somebody has said. */
export type ChosenMatter = { category: string | null; condition: string | null };

/** A report that is being written. */
export type ReportDraft = ChosenMatter &
  Pick<ReportWork, "channel" | "accuracyMetres"> & {
    photos: readonly EntryPhoto[];
    position: [number, number] | null;
    text: string;
  };

/** The name that the report of a person is kept under while it is being written. */
export const reportDraftOf = (personId: string): string => `draft/${personId}/report`;

/** A report that nothing has been written into. */
export const EMPTY_REPORT: ReportDraft = {
  channel: "patrol",
  photos: [],
  category: null,
  condition: null,
  position: null,
  accuracyMetres: null,
  text: "",
};

/** Where the phone says that it is. */
export type FoundPlace = Pick<ReportDraft, "position" | "accuracyMetres">;

/** Nothing less accurate is a place: the server takes no report of it. */
const COARSEST_METRES = 100_000;

/** True for a position that says nothing of where something is. */
export const isFarOff = (accuracyMetres: number | null): boolean =>
  accuracyMetres !== null && accuracyMetres > COARSEST_METRES;

/** Before the phone has said it. */
export const NOWHERE: FoundPlace = { position: null, accuracyMetres: null };

/**
 * What a place found without being asked for does to a report: one that has been begun stays where it was begun, or where
 * somebody has pointed at the map; one that was only opened is where the phone is now.
 */
export const keepingPlace =
  (found: FoundPlace) =>
  ({ photos, category, position, accuracyMetres, text }: ReportDraft): Partial<ReportDraft> => {
    const isBegun = photos.length > 0 || category !== null || text !== "" || accuracyMetres === null;
    return position !== null && isBegun ? {} : found;
  };

/** What a report cannot be kept without; null = nothing is missing. */
export function findMissing({ category, position }: ReportDraft): "category" | "place" | null {
  if (category === null) return "category";
  return position === null ? "place" : null;
}

/** Of a draft of which nothing is missing; `categoryName` stands for words that nobody has written. */
export function toReportWork(
  draft: ReportDraft,
  facts: { territoryId: number; gridId: number | null; categoryName: string; nowMs: number },
): ReportWork | null {
  const { channel, category, condition, position, accuracyMetres, text } = draft;
  if (category === null || condition === null || position === null) return null;
  const { territoryId, gridId, categoryName, nowMs } = facts;
  const summary = writtenText(text) ?? categoryName;
  const where = { position, accuracyMetres, gridId };
  return { kind: "report", territoryId, channel, category, condition, summary, seenAtMs: nowMs, ...where };
}
