import { readConfiguration } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { createLifecycle, Stopping } from "./lifecycle.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { createLog } from "./log.ts";
import { createProgress } from "./progress.ts";
import { start } from "./start.ts";
import { StartError } from "./start-error.ts";

/** A supervisor's patience: what has not closed by then is left to the database's own watchdog. */
const STOP_WITHIN_MS = 5000;

const complain = (line: string): boolean => process.stderr.write(`getu: ${line}\n`);

/** Stops on Ctrl-C, on SIGTERM, and when the process that started this one is gone. */
function stopOnSignals(lifecycle: Lifecycle): void {
  async function stop(): Promise<void> {
    if (lifecycle.isStopping()) return; // a terminal and `npm start` both pass Ctrl-C on
    setTimeout(() => {
      complain(`not everything stopped within ${STOP_WITHIN_MS / 1000} s`);
      process.exit(1);
    }, STOP_WITHIN_MS - 200).unref();
    const failed = await lifecycle.stop();
    if (failed.length > 0) complain(`did not stop cleanly: ${failed.join(", ")}`);
    process.exit(failed.length > 0 ? 1 : 0);
  }
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => void stop());
}

/** One line for what an operator can act on; the whole story of anything else goes to the log. */
async function giveUp(error: unknown, lifecycle: Lifecycle): Promise<void> {
  if (error instanceof Stopping || lifecycle.isStopping()) return; // the signal's own handler ends the process
  complain(error instanceof Error ? error.message : String(error));
  if (!(error instanceof StartError)) createLog("error").error({ err: error }, "could not start");
  await lifecycle.stop();
  process.exit(1);
}

async function serve(configuration: Configuration, lifecycle: Lifecycle): Promise<void> {
  const log = createLog(configuration.logLevel);
  const progress = createProgress({ stream: process.stderr });
  const running = await start({ configuration, lifecycle, progress, log });
  process.stdout.write(`ready http://localhost:${running.port}\n`);
  const link = await running.offerSetUp();
  // To whoever started the server and to nobody else: never through the log.
  if (link !== null) process.stdout.write(`no accounts yet; the first administrator begins at ${link}\n`);
  for (const line of await running.offerDemoLinks()) process.stdout.write(`${line}\n`);
  await running.startJobs();
  await running.startTrickle();
}

async function main(): Promise<void> {
  const lifecycle = createLifecycle();
  stopOnSignals(lifecycle);
  try {
    await serve(readConfiguration(process.env), lifecycle);
  } catch (error) {
    await giveUp(error, lifecycle);
  }
}

await main();
