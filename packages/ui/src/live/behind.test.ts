import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { behindSince } from "./behind.ts";

const SECOND = 1000;

let client: QueryClient;
let away: ReadonlyMap<string, Error>;
beforeEach(() => {
  vi.useFakeTimers();
  const retry = (_misses: number, error: Error): boolean => error.message !== "refused";
  client = new QueryClient({ defaultOptions: { queries: { retry, retryDelay: SECOND } } });
  away = new Map();
});
afterEach(() => {
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
      return name;
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
  expect(behindSince(client)).toBe(null);
  away = new Map([["numbers", new Error("503")]]);
  await pass(10);
  askAll();
  await pass(1.5);
  expect(behindSince(client)).toBe(null); // two misses are none
  await pass(1);
  expect(behindSince(client)).toBe(answeredAt);
  await pass(3600);
  expect(behindSince(client)).toBe(answeredAt);
  away = new Map();
  await pass(1);
  expect(behindSince(client)).toBe(null);
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
  expect(behindSince(client)).toBe(first);
  look("heat");
  await pass(5);
  expect(behindSince(client)).toBe(0);
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
  expect(behindSince(client)).toBe(null);
  askAll();
  await pass(0);
  expect(behindSince(client)).toBe(answeredAt);
  stop();
  expect(behindSince(client)).toBe(null);
});
