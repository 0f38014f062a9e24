import { createTestDatabase } from "@getu/store/testing";
import { expect, test } from "vitest";
import { appendAudit, findAuditHead, inTransaction, verifyAudit } from "../src/index.ts";
import { createRandom } from "./random.ts";

const ROWS = 100_000;

test("T49 the removal of any one of 100,000 rows of the audit log is found out, and the row is named", async () => {
  const database = await createTestDatabase();
  const { db, owner } = database;
  try {
    for (let written = 0; written < ROWS; written += 5000) {
      await inTransaction(db, async (tx) => {
        for (let i = 0; i < 5000; i += 1)
          await appendAudit(tx, { actor: `person:${i % 50}`, action: "contact.read", facts: { i } });
      });
    }
    const kept = await findAuditHead(db);
    expect(await verifyAudit(db, [kept!])).toMatchObject({ isWhole: true, rows: ROWS });
    await owner.query("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");

    // Any row at all: no row stands on the hash of the one before the last, so that closing the gap up fits nowhere.
    const { rows } = await db.pool.query<{ fits: string }>(
      `SELECT count(*) AS fits FROM audit_entry AS next JOIN audit_entry AS before ON before.seq = next.seq - 2
       WHERE next.previous_hash = before.hash`,
    );
    expect(rows[0]!.fits).toBe("0");

    // Some of them through the whole check, first and last among them, each with its number missing or closed up.
    const random = createRandom(49);
    const chosen = [1, ROWS, ...Array.from({ length: 10 }, () => 2 + Math.floor(random() * (ROWS - 2)))];
    for (const seq of chosen) {
      const remove = "CREATE TEMP TABLE removed AS SELECT * FROM audit_entry WHERE seq = $1".replace(
        "$1",
        String(seq),
      );
      const client = await owner.connect();
      try {
        await client.query(remove);
        await client.query("DELETE FROM audit_entry WHERE seq = $1", [seq]);
        expect(await verifyAudit(db, [kept!])).toMatchObject({ broken: { seq, problem: "missing" } });
        await client.query("INSERT INTO audit_entry SELECT * FROM removed");
        await client.query("DROP TABLE removed");
      } finally {
        client.release();
      }
    }
    const closedUp = Math.floor(ROWS / 3);
    await owner.query("DELETE FROM audit_entry WHERE seq = $1", [closedUp]);
    await owner.query("UPDATE audit_entry SET seq = -seq WHERE seq > $1", [closedUp]);
    await owner.query("UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0");
    expect(await verifyAudit(db, [kept!])).toMatchObject({ broken: { seq: closedUp, problem: "changed" } });
  } finally {
    await database.drop();
  }
}, 1_800_000);
