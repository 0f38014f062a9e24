import { findTimeProblem, isDated, PHOTO_KINDS } from "@getu/domain";
import type { Channel, DeskReport, PhotoKind } from "@getu/domain";

/** A photo of a report that is being written: its id once the server has it, its picture while this page has it. */
export type CallPhoto = { key: string; kind: PhotoKind; preview: string | null; id: string | null };

/** A report that is being written down. */
export type CallDraft = {
  channel: Channel;
  contact: string;
  summary: string;
  category: string | null;
  condition: string | null;
  position: [number, number] | null;
  /** What the position is called: what was chosen, or that it was pointed at. */
  address: string;
  /** ISO 8601; null = now. */
  occurredAt: string | null;
  photos: readonly CallPhoto[];
};

/** What a report cannot be filed without, in the order of the form; of photos those that are on their way. */
const CALL_FIELDS = ["summary", "category", "position", "occurredAt", "photos"] as const;

/** One thing that a report cannot be filed without. */
export type CallField = (typeof CALL_FIELDS)[number];

/** The next call: by the same channel, all else empty. */
export const emptyCall = (channel: Channel): CallDraft => ({
  channel,
  contact: "",
  summary: "",
  category: null,
  condition: null,
  position: null,
  address: "",
  occurredAt: null,
  photos: [],
});

const ISNT_THERE: Readonly<Record<CallField, (draft: CallDraft, now: Date) => boolean>> = {
  summary: ({ summary }) => summary.trim() === "",
  category: ({ category, condition }) => category === null || condition === null,
  position: ({ position }) => position === null,
  occurredAt: ({ channel, occurredAt }, now) =>
    occurredAt === null ? isDated(channel) : findTimeProblem(new Date(occurredAt), now) !== null,
  photos: ({ photos }) => photos.some(({ id }) => id === null),
};

/** What is missing or cannot be, in the order of the form. */
export const listMissing = (draft: CallDraft, now: Date): CallField[] =>
  CALL_FIELDS.filter((field) => ISNT_THERE[field](draft, now));

/** The report of a draft that misses nothing, but for the name of its delivery. */
export function toDeskReport(draft: CallDraft, sameAs: number | null): Omit<DeskReport, "requestId"> {
  const { channel, category, condition, summary, position, occurredAt, contact, photos } = draft;
  if (category === null || condition === null || position === null)
    throw new Error("the draft is not complete");
  return {
    channel,
    category,
    condition,
    summary: summary.trim(),
    position,
    accuracyMetres: null,
    occurredAt,
    contact: contact.trim() === "" ? null : contact.trim(),
    photoIds: photos.flatMap(({ id }) => id ?? []),
    sameAs,
  };
}

/** Whose draft it is: another who signs in at the same machine does not see it. */
export type CallOwner = { personId: string; territoryId: number };

const keyOf = ({ personId, territoryId }: CallOwner): string => `getu.desk.call.${personId}.${territoryId}`;

/** Keeps what was written through a reload, but for the contact: no other machine's disk is the place for it. */
export function keepCall(owner: CallOwner, draft: CallDraft): void {
  const sent = draft.photos.filter(({ id }) => id !== null).map((photo) => ({ ...photo, preview: null }));
  sessionStorage.setItem(keyOf(owner), JSON.stringify({ ...draft, contact: "", photos: sent }));
}

/** What was being written before a reload, by a channel of these; an empty one where there is nothing that can be read. */
export function findCall(owner: CallOwner, channels: readonly Channel[]): CallDraft {
  const empty = emptyCall(channels[0] ?? "hotline");
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? "{}") as Partial<CallDraft>;
    const photos = (kept.photos ?? []).filter(({ kind }) => PHOTO_KINDS.includes(kind));
    const channel = channels.find((each) => each === kept.channel) ?? empty.channel;
    return { ...empty, ...kept, channel, contact: "", photos };
  } catch {
    return empty;
  }
}
