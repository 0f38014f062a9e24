import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Rulebook } from "@getu/domain";
import { adoptImported, databaseNow, moveDue, publishDue, QUEUE_SCHEMA, reassignDue } from "@getu/store";
import type { Db, RedrawWork } from "@getu/store";
import { Logger, run } from "graphile-worker";
import type { JobHelpers, Runner } from "graphile-worker";
import type { Logger as Log } from "pino";
import { sendPush } from "../push/send-push.ts";
import type { PushSettings } from "../push/send-push.ts";
import { callPeople } from "./call-people.ts";

/** What jobs work with. */
export type JobOptions = {
  rulebook: Rulebook;
  redraw: Pick<RedrawWork, "publish">;
  /** Null = nobody is called on a phone. */
  push: PushSettings | null;
  log: Log;
};

/** The loop is looked through so often; what is due waits no longer, and the cron of each minute sees to it. */
const EVERY_MS = 10_000;
/** A queue that broke, with its database, is taken up again so much later. */
const RETRY_MS = 2000;
/** Imported incidents that are given an owner in one go: listing them looks at every open incident. */
const ADOPTED_AT_ONCE = 2000;
/** Of every ten seconds so many go into that while an import is being taken in. */
const ADOPT_FOR_MS = 5000;

/** What graphile-worker says goes to our log; its own chatter about every job does not. */
const toLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level === "error") log.error(meta, message);
    else if (level === "warning") log.warn(meta, message);
  });

/** What is looked through again and again: what the loop moves by itself, boundaries whose day has come, who is to be called. */
const TASKS = ["move-on", "redraw", "call"] as const;

type Task = (typeof TASKS)[number];

/** A queue, and what rejects when it cannot say of a job that it was done or failed, after which it is of no use. */
type OpenQueue = { runner: Runner; broken: Promise<never> };

/**
 * Takes up the queue. A job is only the occasion to look: what is due is a fact of the ledger, so no job that is lost,
 * repeated or killed half-way loses or doubles anything. Each process rings its own bells by the database's clock, because
 * a job that died with its process stays locked for hours.
 */
async function openQueue(
  db: Db,
  { rulebook, redraw, push, log, signal }: JobOptions & { signal: AbortSignal },
): Promise<OpenQueue> {
  const process = randomUUID();
  const bellOf = (task: Task) => ({ jobKey: `${task} ${process}`, maxAttempts: 1 });

  async function ringLater(task: Task, { addJob }: Pick<JobHelpers, "addJob">): Promise<void> {
    const runAt = new Date((await databaseNow(db)).getTime() + EVERY_MS);
    await addJob(task, {}, { ...bellOf(task), runAt });
  }

  const redrawOnce = oneAtATime(async () => {
    const { failed } = await publishDue(db, redraw.publish);
    for (const { error, ...draft } of failed)
      log.error({ err: error, ...draft }, "new boundaries could not be put into force; they are tried again");
    await reassignDue(db, { isStopping: () => signal.aborted });
  });
  const adoptSome = async (): Promise<void> => {
    for (const start = performance.now(); performance.now() - start < ADOPT_FOR_MS && !signal.aborted;) {
      const { adopted } = await adoptImported(db, { rulebook, limit: ADOPTED_AT_ONCE });
      if (adopted < ADOPTED_AT_ONCE) return; // what is left others have
    }
  };
  const callOnce = oneAtATime(async () => {
    if (push) await callPeople(db, { send: (phone, call) => sendPush(phone, call, push), signal });
  });
  const runner = await run({
    pgPool: db.pool,
    schema: QUEUE_SCHEMA,
    concurrency: TASKS.length, // placing ten million incidents anew holds up no deadline
    noHandleSignals: true,
    // Without batches nobody waits for what is said of a job's end: when it cannot be said, the process would end of it.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    crontab: TASKS.map((task) => `* * * * * ${task} ?max=1`).join("\n"),
    logger: toLogger(log),
    taskList: {
      "move-on": async (_payload, helpers) => {
        await ringLater("move-on", helpers);
        try {
          await moveDue(db, { rulebook });
        } finally {
          await adoptSome(); // whatever cannot be moved must not keep imported incidents from an owner
        }
      },
      redraw: async (_payload, helpers) => {
        await ringLater("redraw", helpers);
        await redrawOnce();
      },
      call: async (_payload, helpers) => {
        await ringLater("call", helpers);
        await callOnce();
      },
    },
  });
  const broken = new Promise<never>((_resolve, reject) =>
    runner.events.once("pool:fatalError", ({ error }) => reject(error)),
  );
  for (const end of [runner.promise, broken]) end.catch(() => {}); // heard by whoever waits for it
  for (const task of TASKS)
    await runner.addJob(task, {}, bellOf(task)).catch(async (error: unknown) => {
      await runner.stop().catch(() => {}); // the first error tells more
      throw error;
    });
  return { runner, broken };
}

/** The same work, left out while it is under way. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    await work().finally(() => (isRunning = false));
  };
}

/**
 * Runs the jobs of the loop and of new boundaries in this process, on a queue in the same database; many processes may. A
 * queue that cannot be opened or ends by itself is tried again. Returns how to stop, at once: stopping waits for an opening
 * under way, so that nothing of the queue needs the database afterwards.
 */
export function startJobs(db: Db, options: JobOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

  async function runOnce(onOpened: () => void): Promise<void> {
    const { runner, broken } = await openQueue(db, { ...options, signal });
    onOpened();
    const ended = Promise.race([runner.promise, broken, stopped]);
    await ended.finally(() => runner.stop().catch(() => {})); // it may have stopped itself
  }

  async function runOn(): Promise<void> {
    let isSaid = false; // an outage is said once, however often the queue is tried meanwhile
    while (!signal.aborted) {
      await runOnce(() => (isSaid = false)).catch((error: unknown) => {
        if (!signal.aborted && !isSaid)
          options.log.warn({ err: error }, "the jobs were broken off and are started again");
        isSaid = true;
      });
      await sleep(RETRY_MS, null, { signal }).catch(() => {}); // stopped meanwhile
    }
  }

  const running = runOn();
  return () => {
    stopping.abort();
    return running;
  };
}
