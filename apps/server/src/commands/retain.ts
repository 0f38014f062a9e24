import { REMAINS } from "@getu/domain";
import type { Db } from "@getu/store";
import { defineCommand } from "citty";
import type { Configuration } from "../configuration.ts";
import { strictOptions } from "./command-options.ts";
import { answer, toTable } from "./report.ts";

/** Does what the command says and writes down that it was done, also when it had to stop. */
async function retain(db: Db, { retention, photos }: Configuration, mode: "dry run" | "run") {
  const [{ countRemains, recordAudit, removeRemains }, { createPhotoRemover, photoNames }] =
    await Promise.all([import("@getu/store"), import("@getu/photos")]);
  const log = { actor: "system", action: "retention" } as const;
  const facts = { ...retention, mode };
  if (mode === "dry run") {
    const counts = await countRemains(db, retention);
    await recordAudit(db, { ...log, facts: { ...facts, ...counts } });
    return counts;
  }
  const remover = await createPhotoRemover(photos);
  const { removed, error } = await removeRemains(db, retention, async (id) => {
    for (const name of Object.values(photoNames(id))) await remover.remove(name);
  });
  await recordAudit(db, { ...log, facts: { ...facts, ...removed, isWhole: error === null } });
  if (error !== null) throw new Error(`stopped half-way, run it again: ${error.message}`, { cause: error });
  return removed;
}

/** `getu retain`: removes what was kept long enough. */
export const retainCommand = defineCommand({
  meta: {
    name: "retain",
    description:
      "Remove contacts, photos and words of visits that were kept long enough, and what is left of sign-ins and uploads",
  },
  args: {
    "dry-run": { type: "boolean", description: "Only say what would be removed" },
    json: { type: "boolean", description: "One JSON object as the last line of standard output" },
  },
  plugins: [strictOptions],
  async run({ args }) {
    const [{ openDatabaseFromEnvironment }, { readConfiguration }] = await Promise.all([
      import("../database.ts"),
      import("../configuration.ts"),
    ]);
    const database = await openDatabaseFromEnvironment();
    try {
      const mode = args["dry-run"] ? "dry run" : "run";
      const counts = await retain(database.db, readConfiguration(process.env), mode);
      if (args.json) answer({ ...counts, isDryRun: mode === "dry run" });
      else {
        const heading = mode === "dry run" ? "would be removed" : "removed";
        process.stdout.write(`${heading}\n${toTable(REMAINS.map((name) => [name, counts[name]]))}\n`);
      }
    } finally {
      await database.close();
    }
  },
});
