import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditHead } from "@getu/domain";
import { findAuditHead } from "@getu/store";
import type { Db } from "@getu/store";
import { z } from "zod";

const EVERY_MS = 24 * 3_600_000;

const lineSchema = z.strictObject({ at: z.iso.datetime(), seq: z.int().positive(), hash: z.string() });

const fileOf = (home: string): string => join(home, "audit-heads.jsonl");

/** The heads that were kept; throws with the line that is none. */
export function readAuditHeads(home: string): AuditHead[] {
  const file = fileOf(home);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line, i) => {
    const { data } = lineSchema.safeParse(JSON.parse(line));
    if (!data) throw new Error(`${file}: line ${i + 1} is no head of the audit log`);
    return { seq: data.seq, hash: data.hash };
  });
}

/** Writes the newest row's hash down outside the database, at the start and every day; returns how to stop. */
export function keepAuditHeads(
  db: Db,
  { home, onError }: { home: string; onError: (error: unknown) => void },
): () => void {
  async function keep(): Promise<void> {
    const head = await findAuditHead(db);
    if (head)
      appendFileSync(fileOf(home), `${JSON.stringify({ at: new Date().toISOString(), ...head })}\n`, {
        mode: 0o600,
      });
  }
  const tryToKeep = () => void keep().catch(onError);
  tryToKeep();
  const timer = setInterval(tryToKeep, EVERY_MS);
  return () => clearInterval(timer);
}
