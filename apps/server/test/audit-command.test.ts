import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordAudit } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepAuditHeads } from "../src/access/audit-heads.ts";
import { getu } from "./getu.ts";

let database: TestDatabase;
let home: string;

beforeAll(async () => {
  database = await createTestDatabase();
  home = mkdtempSync(join(tmpdir(), "getu-audit-"));
  for (let i = 0; i < 5; i += 1) await recordAudit(database.db, { actor: `person:${i}`, action: "export" });
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const verify = (...more: string[]) =>
  getu(["audit", "verify", ...more], {
    GETU_HOME: home,
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
  });

test("T49 getu audit verify counts the rows of a log that is whole", async () => {
  expect(await verify()).toMatchObject({
    code: 0,
    stdout: "OK: 5 rows, 0 heads kept outside the database\n",
    stderr: "",
  });
});

test("T49 it warns where the role that the server connects as could change the log", async () => {
  const asOwner = { GETU_HOME: home, DATABASE_URL: database.ownerUrl };
  const { code, stderr } = await getu(["audit", "verify"], asOwner);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: the database role getu can change what only ever grows \(audit_entry, /);
});

test("T49 it ends with 1 and names the row, also where only the newest rows were cut off", async () => {
  const stop = keepAuditHeads(database.db, { home, onError: () => {} });
  await expect.poll(async () => (await verify("--json")).stdout, { timeout: 30_000 }).toContain('"heads":1');
  stop();
  await database.owner.query("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");
  await database.owner.query("DELETE FROM audit_entry WHERE seq = 5");
  expect(await verify()).toMatchObject({
    code: 1,
    stderr: "getu: the audit log is broken at row 5: missing\n",
  });
  await database.owner.query("UPDATE audit_entry SET actor = 'person:9' WHERE seq = 2");
  expect((await verify()).stderr).toBe("getu: the audit log is broken at row 2: changed\n");
});
