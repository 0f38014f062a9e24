// Writes the database client into src/generated. Plain JavaScript: it runs before anything else, under any Node >= 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(folder, "src", "generated");
const stamp = join(output, "stamp.txt");
const require = createRequire(import.meta.url);
const prisma = require.resolve("prisma/package.json");
const wanted = createHash("sha256")
  .update(readFileSync(join(folder, "prisma", "schema.prisma")))
  .update(readFileSync(prisma))
  .digest("hex");

const isFresh =
  existsSync(join(output, "prisma", "client.ts")) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === wanted;

if (isFresh && !process.argv.includes("--force")) process.exit(0);

rmSync(output, { recursive: true, force: true });
const done = spawnSync(
  process.execPath,
  [join(dirname(prisma), require(prisma).bin.prisma), "generate", "--no-hints"],
  {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      // Generating needs no engine but looks for one and would download it: any executable will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
    },
  },
);
if (done.status !== 0) {
  console.error(`cannot generate the database client:\n${done.stdout}${done.stderr}`);
  process.exit(1);
}
writeFileSync(stamp, wanted);
