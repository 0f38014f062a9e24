import { randomUUID } from "node:crypto";
import type { Rulebook } from "@getu/domain";
import { adoptImported, databaseNow, moveDue } from "@getu/store";
import type { Db } from "@getu/store";
import { Logger, run } from "graphile-worker";
import type { JobHelpers } from "graphile-worker";
import type { Logger as Log } from "pino";

/** What jobs work with. */
export type JobOptions = { rulebook: Rulebook; log: Log };

/** The loop is looked through so often; what is due waits no longer, and the cron of each minute sees to it. */
const EVERY_MS = 10_000;
/** Imported incidents that are given an owner in one go. */
const ADOPTED_AT_ONCE = 500;

/** What graphile-worker says goes to our log; its own chatter about every job does not. */
const toLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level === "error") log.error(meta, message);
    else if (level === "warning") log.warn(meta, message);
  });

/**
 * Runs the jobs of the loop in this process, on a queue in the same database; many processes may. Returns how to stop.
 * A job is only the occasion to look: what is due is a fact of the ledger, so no job that is lost, repeated or killed
 * half-way loses or doubles anything. Each process rings its own bell by the database's clock, because a job that died
 * with its process stays locked for hours.
 */
export async function startJobs(db: Db, { rulebook, log }: JobOptions): Promise<() => Promise<void>> {
  const ownBell = `move-on ${randomUUID()}`;

  async function ringLater({ addJob }: Pick<JobHelpers, "addJob">): Promise<void> {
    const runAt = new Date((await databaseNow(db)).getTime() + EVERY_MS);
    await addJob("move-on", {}, { jobKey: ownBell, runAt, maxAttempts: 1 });
  }

  const runner = await run({
    pgPool: db.pool,
    schema: "graphile_worker",
    concurrency: 1,
    noHandleSignals: true,
    crontab: "* * * * * move-on ?max=1",
    logger: toLogger(log),
    taskList: {
      "move-on": async (_payload, helpers) => {
        await ringLater(helpers);
        await adoptImported(db, { rulebook, limit: ADOPTED_AT_ONCE });
        await moveDue(db, { rulebook });
      },
    },
  });
  await runner.addJob("move-on", {}, { jobKey: ownBell, maxAttempts: 1 });
  return () => runner.stop();
}
