import { asPerson, failureOf } from "@getu/ui";
import type { Backend } from "@getu/ui";
import type { ActWork, Entry, EntryPhoto, ReportWork, VisitWork } from "./entry.ts";
import { claimOf, DOUBTFUL_TIME, isDoubtful, occurredAt } from "./noted-time.ts";
import type { Answer } from "./outbox.ts";
import { sendPhoto } from "./send-photo.ts";

/** What a delivery needs besides the entry. */
export type Delivering = {
  backend: Backend;
  pictureOf: (photo: EntryPhoto) => Promise<Blob | null>;
  /** Keeps what the server calls the photos, so that a phone that is switched off now sends none of them twice. */
  onUploaded: (photos: readonly EntryPhoto[]) => Promise<void>;
  /** Server's clock minus the phone's, in milliseconds. */
  offsetMs: number;
};

const ANSWER_WITHIN_MS = 45_000;
/** The server lets go of photos that nothing has taken within a day. */
const PHOTO_WAITS_MS = 12 * 3_600_000;

/** Sends an entry with its photos, unless its author is to be asked first; never throws. */
export async function deliver(entry: Entry, delivering: Delivering): Promise<Answer> {
  if (isDoubtful(entry.work, Date.now())) return { kind: "refused", code: DOUBTFUL_TIME };
  try {
    const photoIds = await uploadAll(entry, delivering);
    const { work } = entry;
    if (work.kind === "report") return await sendReport({ ...entry, work }, photoIds, delivering);
    if (work.kind === "visit") return await sendVisit({ ...entry, work }, photoIds, delivering);
    return await sendAct({ ...entry, work }, photoIds, delivering);
  } catch (error) {
    const answer = answerOf(error);
    if (answer.kind === "away" && answer.code === "PHOTO_NOT_FOUND")
      await delivering.onUploaded(entry.photos.map((photo) => ({ ...photo, sent: null })));
    return answer;
  }
}

/** A picture that the phone was to keep and does not have: its report is not to go without it unheard. */
class PictureGone extends Error {}

async function uploadAll(
  { photos, personId, work: { territoryId } }: Entry,
  { pictureOf, onUploaded, offsetMs }: Delivering,
): Promise<string[]> {
  const done = [...photos];
  const nowMs = Date.now() + offsetMs;
  for (const [place, photo] of photos.entries()) {
    if (photo.sent && nowMs - photo.sent.atMs < PHOTO_WAITS_MS) continue;
    const file = await pictureOf(photo);
    if (!file) throw new PictureGone();
    const id = await sendPhoto({ territoryId, personId, kind: photo.kind, file });
    done[place] = { ...photo, sent: { id, atMs: nowMs } };
    await onUploaded(done);
  }
  return done.flatMap(({ sent }) => sent?.id ?? []);
}

/** An entry is taken as of who wrote it or not at all: somebody else may sign in between two of them. */
const askedAs = (personId: string) => ({
  signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  context: asPerson(personId),
});

type Of<Work> = Omit<Entry, "work"> & { work: Work };

async function sendReport(
  { key, personId, work }: Of<ReportWork>,
  photoIds: string[],
  { backend, offsetMs }: Delivering,
): Promise<Answer> {
  const { territoryId, kind: _, gridId: __, seenAtMs, isTimeSure: ___, ...said } = work;
  const when = occurredAt(seenAtMs, { nowMs: Date.now(), offsetMs });
  const report = { ...said, occurredAt: when, requestId: key, contact: null, sameAs: null, photoIds };
  const { incident } = await backend.intake.file.mutate({ territoryId, report }, askedAs(personId));
  return { kind: "done", incidentId: incident.id, gridId: incident.gridCurrent };
}

async function sendAct(
  { key, personId, work, madeAtMs }: Of<ActWork>,
  photoIds: string[],
  { backend, offsetMs }: Delivering,
): Promise<Answer> {
  const { territoryId, incidentId, action, reason, text, seenSteps } = work;
  const doneAt = claimOf({ work, madeAtMs }, { nowMs: Date.now(), offsetMs });
  const { id, gridCurrent } = await backend.incident.act.mutate(
    {
      territoryId,
      id: incidentId,
      action,
      seenSteps,
      idempotencyKey: key,
      ...(reason !== null && { reason }),
      ...(text !== null && { text }),
      ...(doneAt !== undefined && { doneAt }),
      ...(photoIds.length > 0 && { photoIds }),
    },
    askedAs(personId),
  );
  return { kind: "done", incidentId: id, gridId: gridCurrent };
}

async function sendVisit(
  { key, personId, work }: Of<VisitWork>,
  photoIds: string[],
  { backend, offsetMs }: Delivering,
): Promise<Answer> {
  const { territoryId, clusterId, outcome, note, demand, wish, incident, seenAtMs } = work;
  const { incidentId } = await backend.visit.record.mutate(
    {
      territoryId,
      clusterId,
      idempotencyKey: key,
      visit: {
        outcome,
        note,
        demand,
        wish,
        incident: incident && { ...incident, photoIds },
        occurredAt: occurredAt(seenAtMs, { nowMs: Date.now(), offsetMs }),
      },
    },
    askedAs(personId),
  );
  return { kind: "done", incidentId, gridId: null };
}

/** Refusals that say that the world has gone on since the leader saw it. */
const CONFLICTS: ReadonlySet<string> = new Set([
  "INCIDENT_CHANGED_MEANWHILE",
  "ACTION_NOT_POSSIBLE",
  "ACTION_NOT_YOURS",
  "INCIDENT_NOT_FOUND",
]);

/** Refusals that are over by themselves, or once somebody has signed in again or been given the role back. */
const PASSING: ReadonlySet<string> = new Set([
  "DATABASE_UNAVAILABLE",
  "PHOTOS_UNAVAILABLE",
  "PHOTO_NOT_FOUND",
  "SIGN_IN_NEEDED",
  "NOT_PERMITTED",
  "TOO_MANY_ATTEMPTS",
  "TOO_OFTEN",
]);

/** What an error of a delivery means for it. */
function answerOf(error: unknown): Answer {
  if (error instanceof PictureGone) return { kind: "refused", code: "PHOTO_DAMAGED" };
  const failure = failureOf(error);
  if (!failure) return { kind: "away", code: "UNREACHABLE", retryAfterMs: null };
  const { code } = failure;
  if (failure.code === "KEY_USED_BEFORE" && failure.incidentId !== undefined)
    return { kind: "conflict", code, takenAs: failure.incidentId };
  if (CONFLICTS.has(code)) return { kind: "conflict", code };
  if (!PASSING.has(code)) return { kind: "refused", code };
  const retryAfterMs = "retryAfterSeconds" in failure ? failure.retryAfterSeconds * 1000 : null;
  return { kind: "away", code, retryAfterMs };
}
