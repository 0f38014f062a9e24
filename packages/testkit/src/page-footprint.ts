import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** What a page holds on to once everything that nobody needs any more has been thrown away. */
export type Footprint = {
  heapBytes: number;
  nodes: number;
  listeners: number;
  /** Memory of all processes of its browser. */
  residentBytes: number;
};

const residentBytesOf = (pid: number): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended since the browser named it
  }
};

/** Where Playwright keeps the session that it watches a page by: it gives it to nobody. */
type Watched = {
  _connection: {
    toImpl: (page: Page) => {
      delegate: {
        _mainFrameSession: { _client: { send: (method: string, params: object) => Promise<unknown> } };
      };
    };
  };
};

/**
 * Playwright has a page's process keep up to 100 MB of all that it was answered, in case that a test asks for it, so that
 * a page which is answered all the time grows for an hour. None of that is the page's.
 */
function keepNoAnswers(page: Page): Promise<unknown> {
  /* oxlint-disable no-underscore-dangle -- the library's own names */
  const { delegate } = (page as unknown as Watched)._connection.toImpl(page);
  const few = { maxTotalBufferSize: 1000, maxResourceBufferSize: 1000 };
  return delegate._mainFrameSession._client.send("Network.enable", few);
  /* oxlint-enable no-underscore-dangle */
}

/** Returns how to ask for a page's footprint; each answer costs it a moment. */
export async function watchFootprint(page: Page): Promise<() => Promise<Footprint>> {
  await keepNoAnswers(page);
  const session = await page.context().newCDPSession(page);
  const whole = await page.context().browser()?.newBrowserCDPSession();
  await session.send("Performance.enable");
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
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
