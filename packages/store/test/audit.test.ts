import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  appendAudit,
  findAuditHead,
  inTransaction,
  listAudit,
  recordAudit,
  verifyAudit,
} from "../src/index.ts";

const ROWS = 500;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What nobody can do who does not own the table: how the tests tamper. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const { owner } = database;
  await owner.query("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");
  try {
    await owner.query(sql, values);
  } finally {
    await owner.query("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only");
  }
}

const fill = (count: number): Promise<void> =>
  inTransaction(database.db, async (tx) => {
    for (let i = 0; i < count; i += 1) {
      const entry = { actor: `person:${i % 7}`, action: "contact.read", reason: "回访" } as const;
      await appendAudit(tx, { ...entry, subject: `incident:${i}`, facts: { number: i, note: "试验" } });
    }
  });

describe("T49 the audit log", () => {
  beforeAll(() => fill(ROWS));

  test("is whole after every writer, also those at the same time", async () => {
    const writers = Array.from({ length: 20 }, (_, i) =>
      recordAudit(database.db, { actor: `person:${i}`, action: "sign-in", address: "127.0.0.1" }),
    );
    await Promise.all(writers);
    const verdict = await verifyAudit(database.db);
    expect(verdict).toMatchObject({ isWhole: true, rows: ROWS + 20 });
  });

  test.each([
    ["UPDATE", "UPDATE audit_entry SET actor = 'nobody' WHERE seq = 1"],
    ["DELETE", "DELETE FROM audit_entry WHERE seq = 1"],
    ["TRUNCATE", "TRUNCATE audit_entry"],
    ["UPDATE of nothing", "UPDATE audit_entry SET actor = 'nobody' WHERE false"],
    [
      "UPDATE past ordinary triggers",
      "SET session_replication_role = replica; UPDATE audit_entry SET actor = 'x'",
    ],
  ])("refuses %s, to the owner of the tables too", async (_what, sql) => {
    await expect(database.owner.query(sql)).rejects.toThrow("only ever grows");
    await database.owner.query("SET session_replication_role = origin");
    expect((await verifyAudit(database.db)).isWhole).toBe(true);
  });

  test("forgets what a transaction wrote that was rolled back, and leaves no gap", async () => {
    const before = await findAuditHead(database.db);
    const failing = inTransaction(database.db, async (tx) => {
      await appendAudit(tx, { actor: "nobody", action: "export" });
      throw new Error("half way");
    });
    await expect(failing).rejects.toThrow("half way");
    expect(await findAuditHead(database.db)).toEqual(before);
  });

  test("takes no text that the database would keep otherwise than it was hashed", async () => {
    const before = await findAuditHead(database.db);
    for (const text of ["aa\ud800", "a\0a"]) {
      const entry = { actor: "person:1", action: "contact.read" } as const;
      await expect(recordAudit(database.db, { ...entry, reason: text })).rejects.toThrow("cannot be chained");
      await expect(recordAudit(database.db, { ...entry, facts: { text } })).rejects.toThrow(
        "cannot be chained",
      );
    }
    expect(await findAuditHead(database.db)).toEqual(before);
    expect((await verifyAudit(database.db)).isWhole).toBe(true);
  });

  test("is listed newest first, page by page", async () => {
    const first = await listAudit(database.db, { territoryIds: null, limit: 3 });
    const next = await listAudit(database.db, { territoryIds: null, limit: 3, before: first.at(-1)!.seq });
    expect([...first, ...next].map(({ seq }) => seq)).toEqual([520, 519, 518, 517, 516, 515]);
    expect(await listAudit(database.db, { territoryIds: [1], limit: 3 })).toEqual([]);
  });
});

describe("T49 a log that somebody has been at", () => {
  const restore = async (sql: string) => {
    await tamper(sql);
    await tamper("DELETE FROM audit_entry WHERE seq > 40");
  };
  beforeEach(async () => {
    await tamper("TRUNCATE audit_entry");
    await fill(40);
  });

  const changes: [string, string][] = [
    ["actor", "actor = 'person:6666'"],
    ["action", "action = 'export'"],
    ["subject", "subject = NULL"],
    ["time", "at = at + interval '1 ms'"],
    ["facts", `facts = '{"number": 17, "note": "试验 "}'`],
    ["reason", "reason = NULL"],
    ["address", "address = '10.0.0.1'"],
    ["territory", "territory_id = 1"],
    ["hash", "hash = sha256('x')"],
  ];
  test.each(changes)("is found out when the %s of a row is changed", async (_what, change) => {
    await restore(`UPDATE audit_entry SET ${change} WHERE seq = 18`);
    expect(await verifyAudit(database.db)).toEqual({
      isWhole: false,
      rows: 17,
      broken: { seq: 18, problem: "changed" },
    });
  });

  test("is found out whichever row was taken away", async () => {
    const head = await findAuditHead(database.db);
    for (let seq = 1; seq <= 40; seq += 13) {
      await tamper("TRUNCATE audit_entry");
      await fill(40);
      const kept = await findAuditHead(database.db);
      await tamper("DELETE FROM audit_entry WHERE seq = $1", [seq]);
      // The last row leaves no gap: the head that is kept outside of the database tells.
      expect(await verifyAudit(database.db, [kept!])).toMatchObject({ broken: { seq, problem: "missing" } });
    }
    expect(head?.seq).toBe(40);
  });

  test("is found out when it was written anew from the start, by the head that was kept elsewhere", async () => {
    const kept = await findAuditHead(database.db);
    await tamper("TRUNCATE audit_entry");
    await fill(60);
    expect((await verifyAudit(database.db)).isWhole).toBe(true);
    expect(await verifyAudit(database.db, [kept!])).toMatchObject({
      broken: { seq: 40, problem: "rewritten" },
    });
  });
});
