import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { fetchBody } from "./request-loop.ts";

/** A question every so often, as some screens together would ask. */
export const ASKED_EVERY_MS = 20;

/** Milliseconds of each answer from an address until the work is through. */
export async function askUntil(url: string, isThrough: () => boolean): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const took: number[] = [];
  while (!isThrough()) {
    const begun = performance.now();
    await fetchBody(agent, url);
    took.push(performance.now() - begun);
    await sleep(ASKED_EVERY_MS);
  }
  agent.destroy();
  return took;
}

/** Where the newest incidents of a city are listed. */
export const listAddress = (port: number, territoryId: number): string =>
  `http://127.0.0.1:${port}/trpc/incident.list?input=${encodeURIComponent(JSON.stringify({ territoryId, limit: 50 }))}`;
