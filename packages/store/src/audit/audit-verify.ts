import type { AuditCheck, AuditHead } from "@getu/domain";
import { toAuditEntry } from "./audit.ts";
import type { AuditRow } from "./audit.ts";
import type { Db } from "../db.ts";
import { CHAIN_START, chainHash } from "./hash-chain.ts";

/** What a look at the whole log says; `broken` is the first row that is not what it was, or not where it was. */
export type AuditVerdict =
  | { isWhole: true; rows: number; head: AuditHead | null }
  | { isWhole: false; rows: number; broken: NonNullable<AuditCheck["broken"]> };

/** A stretch of the log: what comes behind `after`, at most so many rows of it, held to heads that were kept elsewhere. */
type Stretch = { after: AuditHead | null; most: number; keptHeads: readonly AuditHead[] };

const PAGE = 2000;

async function* readRows(db: Db, { after, most }: Stretch): AsyncGenerator<AuditRow> {
  let last = after?.seq ?? 0;
  for (let left = most; left > 0; left -= PAGE) {
    const { rows } = await db.pool.query<AuditRow>(
      "SELECT * FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2",
      [last, Math.min(left, PAGE)],
    );
    yield* rows;
    last = Number(rows.at(-1)?.seq ?? last);
    if (rows.length < PAGE) return;
  }
}

const isIntact = (row: AuditRow, previous: Uint8Array): boolean =>
  row.previous_hash.equals(previous) && row.hash.equals(chainHash(previous, toAuditEntry(row)));

/** Walks a stretch of the chain; what is found of it stands on `after` being as it was said to be. */
export async function checkAudit(db: Db, stretch: Stretch): Promise<AuditCheck> {
  const { after, most, keptHeads } = stretch;
  const kept = new Map(keptHeads.map(({ seq, hash }) => [seq, hash]));
  let upTo = after;
  let rows = 0;
  const stop = (seq: number, problem: "missing" | "changed" | "rewritten"): AuditCheck => ({
    upTo,
    broken: { seq, problem },
    isEnd: true,
    heads: keptHeads.length,
  });
  for await (const row of readRows(db, stretch)) {
    const [seq, expected]: [number, number] = [Number(row.seq), (upTo?.seq ?? 0) + 1];
    const previous = upTo === null ? CHAIN_START : Buffer.from(upTo.hash, "hex");
    if (seq !== expected) return stop(expected, "missing");
    if (!isIntact(row, previous)) return stop(seq, "changed");
    const hash = row.hash.toString("hex");
    if (kept.has(seq) && kept.get(seq) !== hash) return stop(seq, "rewritten");
    upTo = { seq, hash };
    rows += 1;
  }
  const end = upTo?.seq ?? 0;
  const isEnd = rows < most;
  if (isEnd && keptHeads.some(({ seq }) => seq > end)) return stop(end + 1, "missing"); // cut off
  return { upTo, broken: null, isEnd, heads: keptHeads.length };
}

/** Walks the whole chain, and holds it to the heads that were kept elsewhere. */
export async function verifyAudit(db: Db, keptHeads: readonly AuditHead[] = []): Promise<AuditVerdict> {
  const { upTo, broken } = await checkAudit(db, { after: null, most: Infinity, keptHeads });
  const rows = upTo?.seq ?? 0;
  return broken ? { isWhole: false, rows, broken } : { isWhole: true, rows, head: upTo };
}

/** The newest row, to be kept outside the database; null = the log is empty. */
export async function findAuditHead(db: Db): Promise<AuditHead | null> {
  const { rows } = await db.pool.query<{ seq: string; hash: Buffer }>(
    "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1",
  );
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash.toString("hex") } : null;
}
