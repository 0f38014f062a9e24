import { environmentManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBackendClient } from "./trpc.ts";
import { occurredQuestion } from "./use-occurred.ts";

const DAY = { from: "2026-11-25T16:00:00.000Z", to: "2026-11-26T16:00:00.000Z" };

const MINUTE_MS = 60_000;

let client: QueryClient;
let ids: number[];
let asked: number;

/** A server that knows of the incidents of `ids`. */
function answer(): Response {
  asked += 1;
  const incidents = ids.map((id) => ({ id, occurredAt: new Date(Date.parse(DAY.from) + id * 1000) }));
  return Response.json({ result: { data: { incidents } } });
}

beforeEach(() => {
  environmentManager.setIsServer(() => false); // else nothing is asked by the clock
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => answer());
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, gcTime: 10 * MINUTE_MS } } }); // as pages
  [ids, asked] = [[2, 1], 0];
});
afterEach(() => {
  client.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  environmentManager.setIsServer(() => typeof window === "undefined");
});

/** Somebody who looks at the day, and every answer that they see; `null` is none. */
function look() {
  const backend = createBackendClient("http://street.example/trpc");
  const observer = new QueryObserver(client, occurredQuestion(backend, 1, DAY));
  const shownNow = (): number[] | null =>
    observer.getCurrentResult().data?.incidents.map(({ id }) => id) ?? null;
  const seen = [shownNow()];
  const stop = observer.subscribe(() => seen.push(shownNow()));
  return { seen, shownNow, stop };
}

test("what happened on a day that has passed is asked for again every few minutes while it is shown, and stays up meanwhile", async () => {
  const { seen, shownNow, stop } = look();
  await vi.advanceTimersByTimeAsync(0);
  expect(shownNow()).toEqual([1, 2]);
  ids = [3, 2, 1]; // a phone that had no network on that day
  const before = seen.length;
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(shownNow()).toEqual([1, 2, 3]);
  expect(seen.slice(before)).not.toContain(null);
  expect(asked).toBeLessThan(5);
  stop();
});

test("a scene of it that comes round again shows the last answer at once, and asks for another only where that is old", async () => {
  const first = look();
  await vi.advanceTimersByTimeAsync(0);
  first.stop();
  const soon = look();
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  soon.stop();
  expect([soon.seen[0], asked]).toEqual([[1, 2], 1]);
  ids = [3, 2, 1];
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  const late = look();
  expect(late.shownNow()).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(0);
  expect(late.shownNow()).toEqual([1, 2, 3]);
  late.stop();
});
