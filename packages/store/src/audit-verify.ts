import { toAuditEntry } from "./audit.ts";
import type { AuditRow } from "./audit.ts";
import type { Db } from "./db.ts";
import { CHAIN_START, chainHash } from "./hash-chain.ts";

/** The newest row of the log at some time: kept outside the database it shows a log that was cut off or rewritten. */
export type AuditHead = { seq: number; hash: string };

/** What a look at the whole log says; `broken` is the first row that is not what it was, or not where it was. */
export type AuditVerdict =
  | { isWhole: true; rows: number; head: AuditHead | null }
  | { isWhole: false; rows: number; broken: { seq: number; problem: "missing" | "changed" | "rewritten" } };

const PAGE = 2000;

async function* readRows(db: Db): AsyncGenerator<AuditRow> {
  for (let after = "0"; ;) {
    const { rows } = await db.pool.query<AuditRow>(
      `SELECT * FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

const isIntact = (row: AuditRow, previous: Uint8Array): boolean =>
  row.previous_hash.equals(previous) && row.hash.equals(chainHash(previous, toAuditEntry(row)));

/** Walks the whole chain, and holds it to the heads that were kept elsewhere. */
export async function verifyAudit(db: Db, keptHeads: readonly AuditHead[] = []): Promise<AuditVerdict> {
  const kept = new Map(keptHeads.map(({ seq, hash }) => [seq, hash]));
  let head: AuditHead | null = null;
  let previous = CHAIN_START;
  for await (const row of readRows(db)) {
    const rows: number = head?.seq ?? 0;
    const seq = Number(row.seq);
    if (seq !== rows + 1) return { isWhole: false, rows, broken: { seq: rows + 1, problem: "missing" } };
    if (!isIntact(row, previous)) return { isWhole: false, rows, broken: { seq, problem: "changed" } };
    previous = row.hash;
    head = { seq, hash: row.hash.toString("hex") };
    if (kept.has(seq) && kept.get(seq) !== head.hash)
      return { isWhole: false, rows, broken: { seq, problem: "rewritten" } };
  }
  const rows = head?.seq ?? 0;
  const isCutOff = keptHeads.some(({ seq }) => seq > rows);
  if (isCutOff) return { isWhole: false, rows, broken: { seq: rows + 1, problem: "missing" } };
  return { isWhole: true, rows, head };
}

/** The newest row, to be kept outside the database; null = the log is empty. */
export async function findAuditHead(db: Db): Promise<AuditHead | null> {
  const { rows } = await db.pool.query<{ seq: string; hash: Buffer }>(
    "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1",
  );
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash.toString("hex") } : null;
}
