import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** What a page holds on to once everything that nobody needs any more has been thrown away. */
export type Footprint = {
  heapBytes: number;
  nodes: number;
  listeners: number;
  /** Memory of all processes of its browser; what several of them share counts once. */
  residentBytes: number;
};

/**
 * A process's own memory, and its part of what it shares with others. All of what each of them can reach (`VmRSS`) counts the
 * program and every picture that goes from one to another as often as there are processes that have touched it.
 */
const residentBytesOf = (pid: number): number => {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended since the browser named it
  }
};

type Session = { send: (method: string) => Promise<unknown> };

/** Where Playwright keeps the sessions that it watches a page and its workers by: it gives them to nobody. */
type Watched = {
  _connection: {
    toImpl: (page: Page) => {
      delegate: { _mainFrameSession: { _client: Session; _workerSessions: ReadonlyMap<string, Session> } };
    };
  };
};

/* oxlint-disable no-underscore-dangle -- the library's own names */
function sessionsOf(page: Page): { own: Session; workers: () => Session[] } {
  const { _mainFrameSession: frame } = (page as unknown as Watched)._connection.toImpl(page).delegate;
  return { own: frame._client, workers: () => [...frame._workerSessions.values()] };
}
/* oxlint-enable no-underscore-dangle */

/**
 * Playwright has a page's process keep a record of each request, and up to 100 MB of what was answered, in case that a test
 * asks for it, so that a page which is answered all the time grows for an hour. None of that is the page's. From here on
 * Playwright hears of no request of it any more.
 */
const keepNoRequests = (page: Page): Promise<unknown> => sessionsOf(page).own.send("Network.disable");

/**
 * Throws away what nobody needs: in the page, and in its workers too, which have a heap of their own and are not told by the
 * page's that it is time. One that ends meanwhile has thrown away everything.
 */
async function collectGarbage(page: Page): Promise<void> {
  const { own, workers } = sessionsOf(page);
  await own.send("HeapProfiler.collectGarbage");
  await own.send("HeapProfiler.collectGarbage"); // what the first one freed may have held something
  await Promise.allSettled(workers().map((session) => session.send("HeapProfiler.collectGarbage")));
}

/** Returns how to ask for a page's footprint; each answer costs it a moment. Nobody hears of its requests from now on. */
export async function watchFootprint(page: Page): Promise<() => Promise<Footprint>> {
  await keepNoRequests(page);
  const session = await page.context().newCDPSession(page);
  const whole = await page.context().browser()?.newBrowserCDPSession();
  await session.send("Performance.enable");
  return async () => {
    await collectGarbage(page);
    const { metrics } = await session.send("Performance.getMetrics");
    const known = new Map(metrics.map(({ name, value }) => [name, value]));
    const processes = (await whole?.send("SystemInfo.getProcessInfo"))?.processInfo ?? [];
    return {
      heapBytes: known.get("JSHeapUsedSize") ?? NaN,
      nodes: known.get("Nodes") ?? NaN,
      listeners: known.get("JSEventListeners") ?? NaN,
      residentBytes: processes.reduce((sum, { id }) => sum + residentBytesOf(id), 0),
    };
  };
}
