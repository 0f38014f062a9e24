import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseAddress } from "./application-grants.ts";
import type { PostgresHome } from "./postgres-home.ts";

/** A server that is ours. */
export type OwnedServer = {
  home: PostgresHome;
  address: DatabaseAddress;
  /** Resolves when its process is gone. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

type SupervisorOptions = { start: () => Promise<OwnedServer>; onOutage: (message: string) => void };

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

/** Starts a server that ended by itself again, after ever longer pauses while that fails, until it is stopped. */
export function keepRunning(
  first: OwnedServer,
  { start, onOutage }: SupervisorOptions,
): Pick<OwnedServer, "stop"> {
  const stopping = new AbortController();
  let current = first;
  let restart = Promise.resolve();

  function watch(server: OwnedServer): void {
    current = server;
    restart = server.ended.then(() => (stopping.signal.aborted ? undefined : startAgain()));
  }

  async function startAgain(): Promise<void> {
    onOutage("the database ended by itself and is started again");
    for (
      let pauseMs = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    ) {
      try {
        watch(await start());
        return onOutage("the database is back");
      } catch (error) {
        onOutage(`the database cannot be started again: ${(error as Error).message}`);
        await sleep(pauseMs, null, { signal: stopping.signal }).catch(() => {}); // stopped: the loop ends
      }
    }
  }

  watch(first);
  return {
    async stop() {
      stopping.abort();
      await current.stop();
      await restart;
      await current.stop(); // one that was starting when the stop came
    },
  };
}
