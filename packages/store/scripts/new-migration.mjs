// npm run new-migration -w @getu/store -- NAME: writes the next migration from what changed in schema.prisma.
// Read it, then add by hand what Prisma does not know: checks, partial and covering indexes, triggers.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "../src/postgres/embedded-postgres.ts";
import { diffSchemas } from "../src/postgres/migrate.ts";

const prisma = join(dirname(dirname(fileURLToPath(import.meta.url))), "prisma");
const migrations = join(prisma, "migrations");
const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("usage: npm run new-migration -w @getu/store -- name_in_lower_case");
  process.exit(1);
}

const existing = readdirSync(migrations, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
const last = existing.at(-1);
const before = last ? readFileSync(join(migrations, last, "schema.txt"), "utf8") : null;
const home = mkdtempSync(join(tmpdir(), "getu-migration-"));
const postgres = await startEmbeddedPostgres({ home, durable: false });
try {
  const schema = readFileSync(join(prisma, "schema.prisma"), "utf8");
  const sql = await diffSchemas(postgres.ownerUrl, before, schema);
  const number = String(existing.length + 1).padStart(4, "0");
  const folder = join(migrations, `${number}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), sql);
  copyFileSync(join(prisma, "schema.prisma"), join(folder, "schema.txt"));
  console.log(join(folder, "migration.sql"));
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}
