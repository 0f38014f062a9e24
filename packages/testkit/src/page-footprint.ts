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

/** Returns how to ask for a page's footprint; each answer costs it a moment. */
export async function watchFootprint(page: Page): Promise<() => Promise<Footprint>> {
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
