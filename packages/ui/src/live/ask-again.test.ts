import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askAgain } from "./ask-again.ts";

/** Longer than any test is let run. */
const AGES_MS = 3_600_000;

let client: QueryClient;
let isThere: boolean;
let asked: number;
beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { retry: true, retryDelay: AGES_MS } } });
  [isThere, asked] = [false, 0];
});
afterEach(() => {
  client.clear();
  vi.useRealTimers();
});

/** Somebody who looks at a number that a server has; it fails or hangs while that is away. */
function look(away: () => Promise<number>) {
  const observer = new QueryObserver(client, {
    queryKey: ["number"],
    queryFn: () => {
      asked += 1;
      return isThere ? Promise.resolve(asked) : away();
    },
  });
  return { observer, stop: observer.subscribe(() => {}) };
}

test.each([
  ["waits for its next try", () => Promise.reject(new Error("503"))],
  ["hangs on a dead wire", () => new Promise<number>(() => {})],
])("T03 what %s is asked for at once when the server is back, known before or not", async (_case, away) => {
  const { observer, stop } = look(away);
  await vi.advanceTimersByTimeAsync(0);
  isThere = true;
  await askAgain(client);
  expect(observer.getCurrentResult().data).toBe(2);
  isThere = false;
  void observer.refetch();
  await vi.advanceTimersByTimeAsync(0);
  isThere = true;
  await askAgain(client);
  expect(observer.getCurrentResult().data).toBe(4);
  stop();
});

test("what is answered, or looked at by nobody, is not asked for again", async () => {
  isThere = true;
  const { stop } = look(() => Promise.reject(new Error("503")));
  await vi.advanceTimersByTimeAsync(0);
  await askAgain(client);
  expect(asked).toBe(1);
  stop();
  await askAgain(client);
  expect(asked).toBe(1);
});
