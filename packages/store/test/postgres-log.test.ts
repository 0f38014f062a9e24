import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { PostgresHome } from "../src/postgres/postgres-home.ts";
import { whyItFailed } from "../src/postgres/postgres-log.ts";

const folder = mkdtempSync(join(tmpdir(), "getu-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home: PostgresHome = { home: folder, folder, user: null, binaries: "", password: "", port: 0 };

test("a start that ended says why, also where the server of another start turned somebody away in the same log", () => {
  const before = "12:00:00 [7] FATAL:  of an earlier start\n";
  const own = '12:00:01 [8] FATAL:  lock file "postmaster.pid" already exists\n';
  const others = "12:00:01 [9] FATAL:  the database system is starting up\n";
  writeFileSync(join(folder, "postgres.log"), before + own + others);
  expect(whyItFailed(home, before.length)).toBe('lock file "postmaster.pid" already exists');
});
