import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createChangeFeed } from "../src/index.ts";
import type { ChangeFeed, FeedChange } from "../src/index.ts";
import { db } from "./territory-each.ts";

/** Waits for something that comes by itself. */
export async function until(isDone: () => boolean, withinMs = 10_000): Promise<void> {
  for (let waited = 0; !isDone(); waited += 10) {
    if (waited > withinMs) throw new Error("waited too long");
    await sleep(10);
  }
}

/** A feed until the end of the test, and all that it has told. */
export async function startFeed(
  options: { pollMs?: number; onError?: (error: unknown) => void } = {},
): Promise<{
  feed: ChangeFeed;
  heard: FeedChange[];
}> {
  const feed = createChangeFeed(db, options);
  const heard: FeedChange[] = [];
  feed.subscribe((changes) => heard.push(...changes));
  await feed.start();
  onTestFinished(() => feed.stop());
  return { feed, heard };
}
