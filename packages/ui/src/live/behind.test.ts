import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBehindWatch, partOf } from "./behind.ts";
import type { BehindWatch } from "./behind.ts";

const SECOND = 1000;

let client: QueryClient;
let watch: BehindWatch;
let stopWatching: () => void;
let away: ReadonlyMap<string, Error>;
let hanging: ReadonlySet<string>;
beforeEach(() => {
  vi.useFakeTimers();
  const retry = (_misses: number, error: Error): boolean => error.message !== "refused";
  client = new QueryClient({ defaultOptions: { queries: { retry, retryDelay: SECOND } } });
  watch = createBehindWatch(client);
  stopWatching = watch.subscribe(() => {});
  [away, hanging] = [new Map(), new Set()];
});
afterEach(() => {
  stopWatching();
  client.clear();
  vi.useRealTimers();
});

/** Somebody who looks at a number of a server. */
function look(name: string) {
  const observer = new QueryObserver(client, {
    queryKey: [name],
    queryFn: () => {
      const error = away.get(name);
      if (error) throw error;
      return hanging.has(name) ? new Promise<string>(() => {}) : name;
    },
  });
  return observer.subscribe(() => {});
}

const askAll = (): void => void client.refetchQueries({ type: "active" });

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);

test("one question that fails while others are answered is told by when its last answer came, until it is answered again", async () => {
  look("numbers");
  look("places");
  await pass(0);
  const answeredAt = Date.now();
  expect(watch.since()).toBe(null);
  away = new Map([["numbers", new Error("503")]]);
  await pass(10);
  askAll();
  await pass(1.5);
  expect(watch.since()).toBe(null); // two misses are none
  await pass(1);
  expect(watch.since()).toBe(answeredAt);
  await pass(3600);
  expect(watch.since()).toBe(answeredAt);
  away = new Map();
  await pass(1);
  expect(watch.since()).toBe(null);
});

test("of two that fail the older counts, and what has never come is older than everything", async () => {
  look("numbers");
  await pass(0);
  const first = Date.now();
  await pass(5);
  look("places");
  await pass(5);
  away = new Map(["numbers", "places", "heat"].map((name) => [name, new Error("503")]));
  askAll();
  await pass(5);
  expect(watch.since()).toBe(first);
  look("heat");
  await pass(5);
  expect(watch.since()).toBe(0);
});

test("a part is old by the last answer to its own questions; one that has never come was never shown, and is none", async () => {
  look("numbers");
  look("places");
  await pass(0);
  const answeredAt = Date.now();
  away = new Map(["numbers", "heat"].map((name) => [name, new Error("503")]));
  await pass(10);
  look("heat");
  askAll();
  await pass(5);
  expect(watch.shownSince(["places", "numbers"])).toBe(answeredAt);
  expect(watch.shownSince(["places"])).toBe(null);
  expect(watch.shownSince(["heat"])).toBe(null);
  away = new Map();
  await pass(2);
  expect(watch.shownSince(["numbers"])).toBe(null);
});

test("a question is called by its procedure, or by the first word of its key", () => {
  expect(partOf([["summary", "get"], { input: {}, type: "query" }])).toBe("summary.get");
  expect(partOf(["queue", 1])).toBe("queue");
});

test("what is refused to who has seen it is behind; what was never shown, or is looked at by nobody, is not", async () => {
  const stop = look("numbers");
  await pass(0);
  const answeredAt = Date.now();
  away = new Map([
    ["numbers", new Error("refused")],
    ["assessment", new Error("refused")],
  ]);
  look("assessment");
  await pass(9);
  expect(watch.since()).toBe(null);
  askAll();
  await pass(0);
  expect(watch.since()).toBe(answeredAt);
  stop();
  expect(watch.since()).toBe(null);
});

test("a question that hangs is told within half a minute, also where changes have it asked again all the while, until it is answered", async () => {
  look("numbers");
  look("places");
  await pass(0);
  const answeredAt = Date.now();
  hanging = new Set(["numbers"]);
  for (let second = 0; second < 19; second += 1) {
    void client.invalidateQueries({ queryKey: ["numbers"] });
    await pass(1);
  }
  expect(watch.since()).toBe(null); // slow is not away
  void client.invalidateQueries({ queryKey: ["numbers"] });
  await pass(1);
  expect(watch.since()).toBe(answeredAt);
  hanging = new Set();
  askAll();
  await pass(0);
  expect(watch.since()).toBe(null);
});

test("whoever watches hears that a question hangs without any other event", async () => {
  let heard: number | null = null;
  const stop = watch.subscribe(() => (heard = watch.since()));
  look("numbers");
  await pass(0);
  const answeredAt = Date.now();
  hanging = new Set(["numbers"]);
  askAll();
  await pass(15);
  expect(heard).toBe(null);
  await pass(10);
  expect(heard).toBe(answeredAt);
  stop();
});
