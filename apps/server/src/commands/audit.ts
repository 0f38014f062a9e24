import { defineCommand } from "citty";
import { answer, say } from "./report.ts";

/** `getu audit verify`: is the log what was written? Exit code 1 and the first row that is not. */
const verifyCommand = defineCommand({
  meta: {
    name: "verify",
    description: "Walk the audit log's hash chain and say whether anybody has been at it",
  },
  args: { json: { type: "boolean", description: "One JSON object as the last line of standard output" } },
  async run({ args }) {
    const [
      { openDatabaseFromEnvironment },
      { verifyAudit },
      { readAuditHeads },
      { readConfiguration },
      { describeHistoryRisk },
    ] = await Promise.all([
      import("../database.ts"),
      import("@getu/store"),
      import("../access/audit-heads.ts"),
      import("../configuration.ts"),
      import("../history-risk.ts"),
    ]);
    const heads = readAuditHeads(readConfiguration(process.env).home);
    const database = await openDatabaseFromEnvironment();
    try {
      const [verdict, risk] = [await verifyAudit(database.db, heads), await describeHistoryRisk(database.db)];
      if (risk !== null) say(`warning: ${risk}`);
      if (args.json) answer({ ...verdict, heads: heads.length, isGuarded: risk === null });
      if (!verdict.isWhole)
        throw new Error(`the audit log is broken at row ${verdict.broken.seq}: ${verdict.broken.problem}`);
      if (!args.json)
        process.stdout.write(`OK: ${verdict.rows} rows, ${heads.length} heads kept outside the database\n`);
    } finally {
      await database.close();
    }
  },
});

/** `getu audit`: what can be done with the log. */
export const auditCommand = defineCommand({
  meta: { name: "audit", description: "Check the audit log" },
  subCommands: { verify: verifyCommand },
});
