import type { Office, PublicChannel, PublicReport } from "@getu/domain";

/** A photo of the draft: its picture here, and its id once the server has it. */
export type DraftPhoto = {
  key: string;
  file: Blob;
  preview: string;
  state: { kind: "sending" } | { kind: "sent"; id: string } | { kind: "failed"; failure: unknown };
};

/** A report that is being written. */
export type Draft = {
  requestId: string;
  territoryId: number;
  photos: readonly DraftPhoto[];
  category: string | null;
  position: [number, number] | null;
  accuracyMetres: number | null;
  text: string;
  contact: string;
};

/** An empty report; `requestId` makes it one report however often it is sent. */
export const emptyDraft = ({ territories }: Office, requestId: string): Draft => ({
  requestId,
  territoryId: territories[0]?.id ?? 0,
  photos: [],
  category: null,
  position: null,
  accuracyMetres: null,
  text: "",
  contact: "",
});

/** What a report cannot be sent without. */
export type DraftProblem = "category" | "place" | "text";

/** The first thing that is missing; null = nothing. */
export function draftProblem({ category, position, text }: Draft): DraftProblem | null {
  if (category === null) return "category";
  if (position === null) return "place";
  return text.trim().length < 2 ? "text" : null;
}

/** True while a photo is on its way. */
export const isSending = ({ photos }: Draft): boolean => photos.some(({ state }) => state.kind === "sending");

/** The report of a draft that has no problem; photos that could not be sent stay behind, as the form says. */
export function toReport(draft: Draft, channel: PublicChannel): PublicReport {
  const { requestId, territoryId, category, position, accuracyMetres, text, contact, photos } = draft;
  if (category === null || position === null) throw new Error("the draft is not complete");
  return {
    requestId,
    territoryId,
    channel,
    category,
    text: text.trim(),
    position,
    accuracyMetres,
    photoIds: photos.flatMap(({ state }) => (state.kind === "sent" ? [state.id] : [])),
    contact: contact.trim() === "" ? null : contact.trim(),
  };
}
