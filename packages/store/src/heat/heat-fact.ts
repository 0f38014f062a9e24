import { pipeline } from "node:stream/promises";
import type { IncidentStatus, Severity } from "@getu/domain";
import { cellOfMorton } from "@getu/geometry";
import { to as copyTo } from "pg-copy-streams";
import type { Transaction } from "../db.ts";

/** What heat needs of an incident, and whether it is to be counted (`sign` 1) or no longer (-1). */
export type HeatFact = {
  territoryId: number;
  sign: 1 | -1;
  /** When it happened, in whole seconds since 1970. */
  seconds: number;
  /** The cell of level 26. */
  x: number;
  y: number;
  category: string;
  severity: Severity;
  status: IncidentStatus;
};

/** What a query selects for `streamFacts`, in this order. */
export const FACT_COLUMNS = "territory_id, sign, occurred_at, morton, category, severity, status";

/** Settings in which a COPY, that takes no parameters, finds what it is asked for. */
export const setForCopy = async (tx: Transaction, value: string): Promise<unknown> =>
  tx.query("SELECT set_config('getu.copy', $1, true)", [value]);

/** How SQL reads what `setForCopy` was given. */
export const COPY_VALUE = "current_setting('getu.copy')";

/** Takes in batches of facts; what it leaves unread is skipped. */
export type ReadFacts<Result> = (batches: AsyncIterable<HeatFact[]>) => Promise<Result>;

/**
 * Hands over the facts that a query of `FACT_COLUMNS` selects, in the database's binary form: three times as fast as
 * rows, and in batches of a network packet or two. A slow reader holds the database back, nothing piles up.
 */
export async function streamFacts<Result>(
  tx: Transaction,
  query: string,
  read: ReadFacts<Result>,
): Promise<Result> {
  const stream = tx.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`, { highWaterMark: 2 ** 20 }));
  return pipeline(stream, async (chunks: AsyncIterable<Buffer>) => {
    const batches = parseCopy(chunks);
    // Without `return`: a reader that leaves early must not close the stream, the connection would be out of step.
    const result = await read({ [Symbol.asyncIterator]: () => ({ next: () => batches.next() }) });
    while (!(await batches.next()).done);
    return result;
  });
}

/** Signature, flags and the length of an extension that no server sends. */
const HEADER_BYTES = 19;

async function* parseCopy(chunks: AsyncIterable<Buffer>): AsyncGenerator<HeatFact[]> {
  let rest: Buffer | null = null;
  let skip = HEADER_BYTES;
  for await (const chunk of chunks) {
    const buffer: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
    const facts: HeatFact[] = [];
    let at = Math.min(skip, buffer.length);
    skip -= at;
    for (let end = endOfRow(buffer, at); end !== null; end = endOfRow(buffer, at)) {
      facts.push(readFact(buffer, at));
      at = end;
    }
    rest = at < buffer.length ? buffer.subarray(at) : null;
    if (facts.length > 0) yield facts;
  }
}

/** Where the three texts of a row begin: behind the number of fields and four of a fixed length, each after its length. */
const TEXTS_AT = 2 + (4 + 4) + (4 + 2) + (4 + 8) + (4 + 8);

/** Where the next row begins; null when this one is not all there, or is the end of the data. */
function endOfRow(buffer: Buffer, at: number): number | null {
  let end = at + TEXTS_AT;
  for (let text = 0; text < 3; text++) {
    if (end + 4 > buffer.length) return null;
    end += 4 + buffer.readInt32BE(end);
  }
  return end > buffer.length ? null : end;
}

const FINEST_LEVEL = 26;

/** From 1970 to 2000, where PostgreSQL begins to count its microseconds. */
const EPOCH_SECONDS = 946_684_800;

/** A whole number of 64 bits; beyond 2 ** 53 (285 years of microseconds) only microseconds are lost. */
const bigAt = (buffer: Buffer, at: number): number =>
  buffer.readInt32BE(at) * 2 ** 32 + buffer.readUInt32BE(at + 4);

function readFact(buffer: Buffer, at: number): HeatFact {
  const categoryAt = at + TEXTS_AT;
  const severityAt = categoryAt + 4 + buffer.readInt32BE(categoryAt);
  const statusAt = severityAt + 4 + buffer.readInt32BE(severityAt);
  return {
    territoryId: buffer.readInt32BE(at + 6),
    sign: buffer.readInt16BE(at + 14) < 0 ? -1 : 1,
    seconds: Math.floor(bigAt(buffer, at + 20) / 1e6) + EPOCH_SECONDS,
    ...cellOfMorton(bigAt(buffer, at + 32), FINEST_LEVEL),
    category: textAt(buffer, categoryAt),
    severity: textAt(buffer, severityAt) as Severity, // the table's check lets nothing else in
    status: textAt(buffer, statusAt) as IncidentStatus, // as above
  };
}

const textAt = (buffer: Buffer, at: number): string =>
  buffer.toString("utf8", at + 4, at + 4 + buffer.readInt32BE(at));
