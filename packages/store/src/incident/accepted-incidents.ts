import { setImmediate } from "node:timers/promises";
import { epochMsOf, incidentSchema } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import { importProblemOf, rowOf, withoutSource } from "./record-check.ts";
import type { Sourced, Tally } from "./record-check.ts";

/** What the store takes: an incident without what it finds out by itself. */
export const incidentRecordSchema = incidentSchema.omit({
  id: true,
  gridAtOccurrence: true,
  gridCurrent: true,
  distanceToBorderMetres: true,
  neighbourGridId: true,
  nearBorder: true,
});

/** Records from memory or from a file that is still being read. */
export type IncidentRecords = Iterable<IncidentRecord & Sourced> | AsyncIterable<IncidentRecord & Sourced>;

/** A record that can be taken, and where it stood. */
export type AcceptedIncident = { record: IncidentRecord & { externalId: string }; row: number };

type Problem = { reason: string; detail: string };

/** Why a second record with an external id is refused. */
export const cameBefore = (externalId: string): Problem => ({
  reason: "duplicate-external-id",
  detail: `"${externalId}" came before`,
});

/** Clocks and time zones may be off by so much; what is later than that has not happened. */
const FUTURE_MS = 86_400_000;

/** Checked rows at a stretch: then the answers of the database, which are waited for meanwhile, have their turn. */
const STRETCH_ROWS = 256;

type AcceptArgs = {
  file: string;
  tally: Tally;
  /** External ids of batches that are not written yet, this one included; the writer takes them out. */
  pending: Set<string>;
  now: Date;
  batchRows: number;
};

/** Records that can be taken, in batches; the others go to the tally with their reason. */
export async function* acceptedBatches(
  records: IncidentRecords,
  { file, tally, pending, now, batchRows }: AcceptArgs,
): AsyncGenerator<AcceptedIncident[]> {
  const latestMs = now.getTime() + FUTURE_MS;
  let batch: AcceptedIncident[] = [];
  let ordinal = 0;
  for await (const sourced of records) {
    ordinal += 1;
    const row = rowOf(sourced, ordinal);
    const record = withoutSource<IncidentRecord>(sourced);
    const problem =
      importProblemOf(incidentRecordSchema, record) ?? ruleBrokenBy(record, { pending, latestMs });
    if (problem) tally.rejects.push({ file, row, ...problem });
    else {
      const { externalId } = record as AcceptedIncident["record"]; // no rule lets null pass
      pending.add(externalId);
      batch.push({ record: record as AcceptedIncident["record"], row });
    }
    if (ordinal % STRETCH_ROWS === 0) await setImmediate();
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const notYet = (time: string): Problem => ({ reason: "in-the-future", detail: `${time} has not come yet` });

function ruleBrokenBy(
  { externalId, status, closedAt, occurredAt, reportedAt }: IncidentRecord,
  { pending, latestMs }: { pending: ReadonlySet<string>; latestMs: number },
): Problem | null {
  if (closedAt !== null && status !== "closed")
    return { reason: "closed-at-but-open", detail: `closed at ${closedAt}, yet ${status}` };
  if (epochMsOf(occurredAt) > latestMs) return notYet(occurredAt);
  if (epochMsOf(reportedAt) > latestMs) return notYet(reportedAt);
  if (externalId === null || externalId === "")
    return { reason: "no-external-id", detail: "the same file could not be recognised the second time" };
  return pending.has(externalId) ? cameBefore(externalId) : null;
}
