// A process that does nothing but move what is due, to be killed by tests: `node loop-worker.ts DATABASE_URL`.
import { closeDb, createRedrawWork, openDb } from "@getu/store";
import { startJobs } from "../src/jobs/start-jobs.ts";
import { createLog } from "../src/log.ts";
import { readRules } from "../src/rules.ts";

const url = process.argv[2];
if (url === undefined) throw new Error("usage: node loop-worker.ts DATABASE_URL");
const db = await openDb(url);
const stop = startJobs(db, {
  rulebook: await readRules(),
  redraw: createRedrawWork(db),
  push: null,
  log: createLog("error"),
});
process.once("SIGTERM", () => void stop().then(() => closeDb(db)));
process.stdout.write("ready\n");
