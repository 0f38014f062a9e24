import { setTimeout as sleep } from "node:timers/promises";
import { readConfiguration } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { createLifecycle } from "./lifecycle.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { createLog } from "./log.ts";
import { createProgress } from "./progress.ts";
import { within } from "./within.ts";
import { start } from "./start.ts";
import { StartError } from "./start-error.ts";

/** A supervisor's patience: what has not closed by then is left to the database's own watchdog. */
const STOP_WITHIN_MS = 5000;

const complain = (line: string): boolean => process.stderr.write(`getu: ${line}\n`);

/** A database that fails over, or is being restored, is away for a while. */
const TRY_AGAIN_MS = 5000;

/** A process that has not let go of what it has open by then ends, for its supervisor to start another one. */
const LET_GO_WITHIN_MS = 30_000;

/** What the process is doing: its lifecycle is another one once everything has begun anew. */
type Run = { lifecycle: Lifecycle; isEnding: boolean };

/** Stops on Ctrl-C, on SIGTERM, and when the process that started this one is gone. */
function stopOnSignals(run: Run): void {
  async function stop(): Promise<void> {
    if (run.isEnding) return; // a terminal and `npm start` both pass Ctrl-C on
    run.isEnding = true;
    setTimeout(() => {
      complain(`not everything stopped within ${STOP_WITHIN_MS / 1000} s`);
      process.exit(1);
    }, STOP_WITHIN_MS - 200).unref();
    const failed = await run.lifecycle.stop();
    if (failed.length > 0) complain(`did not stop cleanly: ${failed.join(", ")}`);
    process.exit(failed.length > 0 ? 1 : 0);
  }
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => void stop());
}

/** One line for what an operator can act on; the whole story of anything else goes to the log. */
function tellWhy(error: unknown): void {
  complain(error instanceof Error ? error.message : String(error));
  if (!(error instanceof StartError)) createLog("error").error({ err: error }, "could not start");
}

/** Starts the server; resolves with its port when all that it does of itself is under way. */
async function serve(
  configuration: Configuration,
  { lifecycle, onForeign }: { lifecycle: Lifecycle; onForeign: () => void },
): Promise<number> {
  const log = createLog(configuration.logLevel);
  const progress = createProgress({ stream: process.stderr });
  const running = await start({ configuration, lifecycle, progress, log, onForeign });
  process.stdout.write(`ready http://localhost:${running.port}\n`);
  const link = await running.offerSetUp();
  // To whoever started the server and to nobody else: never through the log.
  if (link !== null) process.stdout.write(`no accounts yet; the first administrator begins at ${link}\n`);
  for (const line of await running.offerDemoLinks()) process.stdout.write(`${line}\n`);
  await running.startJobs();
  await running.startTrickle();
  return running.port;
}

/** Serves until the database is another one; then all that was read of it is let go and begins anew, at the same address. */
async function serveEach(configuration: Configuration, run: Run): Promise<void> {
  let { port } = configuration;
  for (let isFirst = true; !run.isEnding; isFirst = false) {
    const foreign = Promise.withResolvers<void>();
    try {
      port = await serve({ ...configuration, port }, { ...run, onForeign: foreign.resolve });
      await foreign.promise;
      complain("the database is another one, or another history of itself: everything begins anew");
    } catch (error) {
      if (isFirst || run.isEnding) throw error;
      tellWhy(error);
      await sleep(TRY_AGAIN_MS);
    }
    await letGo(run);
  }
}

/** Closes all that is open, so that it can begin anew. */
async function letGo(run: Run): Promise<void> {
  await within(LET_GO_WITHIN_MS, run.lifecycle.stop()).catch((error: unknown) => {
    tellWhy(error);
    process.exit(1);
  });
  run.lifecycle = createLifecycle();
}

async function main(): Promise<void> {
  const run: Run = { lifecycle: createLifecycle(), isEnding: false };
  stopOnSignals(run);
  try {
    await serveEach(readConfiguration(process.env), run);
  } catch (error) {
    if (run.isEnding) return; // the signal's own handler ends the process
    tellWhy(error);
    await run.lifecycle.stop();
    process.exit(1);
  }
}

await main();
