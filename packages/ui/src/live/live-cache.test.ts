import type { AppRouter } from "@getu/api/types";
import type { Camera, LiveChange } from "@getu/domain";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBackendClient } from "../trpc.ts";
import { createLiveCache } from "./live-cache.ts";
import type { LiveCache } from "./live-cache.ts";
import { onServerBack } from "./server-back.ts";

const SECOND = 1000;

const BATCH: LiveChange = { topic: "territory", version: 1, only: "incidents" };
const CAMERA = { topic: "camera", camera: { id: 1 } as Camera } satisfies LiveChange;

let client: QueryClient;
let summaryKey: readonly unknown[];
let camerasKey: readonly unknown[];
let boundariesKey: readonly unknown[];
let coverageKey: readonly unknown[];
let cache: LiveCache;
beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } }); // as pages
  const trpc = createTRPCOptionsProxy<AppRouter>({ client: createBackendClient(), queryClient: client });
  summaryKey = trpc.summary.get.queryKey({ territoryId: 1 });
  boundariesKey = trpc.grid.boundaries.queryKey({ territoryId: 1 });
  camerasKey = trpc.camera.list.queryKey({ territoryId: 1 });
  coverageKey = trpc.coverage.get.queryKey({ territoryId: 1 });
  cache = createLiveCache(client, trpc, 1);
});
afterEach(() => {
  cache.stop();
  client.clear();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);

/** Somebody who looks at numbers that take so long to come; each answer is the time at which it was asked for. */
function look(takesSeconds: number, queryKey = summaryKey) {
  const asked: number[] = [];
  const seen: (number | undefined)[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    async queryFn() {
      const askedAt = Date.now();
      asked.push(askedAt);
      await new Promise((resolve) => setTimeout(resolve, takesSeconds * SECOND));
      return askedAt;
    },
  });
  observer.subscribe(({ data }) => {
    if (data !== seen.at(-1)) seen.push(data);
  });
  return { asked, seen };
}

/** Hears a change every so often for half a minute; returns when the last one came. */
async function hearAgainAndAgain(change: LiveChange, everySeconds: number): Promise<number> {
  let lastAt = 0;
  for (let passed = 0; passed < 30; passed += everySeconds) {
    lastAt = Date.now();
    cache.onChange(change);
    await pass(everySeconds);
  }
  return lastAt;
}

describe("numbers that take five seconds to come", () => {
  test.each([
    ["an import tells its batches", BATCH, 0.1],
    ["cameras go on and off", CAMERA, 1],
  ])(
    "come while %s all the while, and what is seen at the end was asked for after the last change",
    async (_case, change, everySeconds) => {
      const { asked, seen } = look(5);
      await pass(6);
      const lastAt = await hearAgainAndAgain(change, everySeconds);
      expect(seen.length).toBeGreaterThan(4);
      await pass(20);
      expect(seen.at(-1)).toBeGreaterThanOrEqual(lastAt);
      expect(asked.length).toBeLessThan(11);
      expect(seen).toEqual(asked);
    },
  );

  test("are asked for once more when a change comes before they have come for the first time", async () => {
    const { asked, seen } = look(5);
    await pass(1);
    cache.onChange(BATCH);
    await pass(20);
    expect([asked.length, seen.at(-1)]).toEqual([2, asked[1]]);
  });
});

describe("what comes at once", () => {
  test("is asked for at the first change in that moment, and then every two seconds while changes come", async () => {
    const { asked } = look(0);
    await pass(1);
    cache.onChange(BATCH);
    expect(asked).toHaveLength(2);
    await hearAgainAndAgain(BATCH, 0.1);
    await pass(20);
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.length).toBeLessThan(20);
  });

  test("is not asked for any more when nobody listens", async () => {
    const { asked } = look(0);
    await pass(1);
    cache.onChange(BATCH);
    cache.onChange(BATCH);
    cache.stop();
    await pass(20);
    expect(asked).toHaveLength(2);
  });
});

test("a list is asked for again every five minutes, however often changes are put into it meanwhile", async () => {
  const asked: number[] = [];
  const observer = new QueryObserver<Camera[]>(client, {
    queryKey: camerasKey,
    queryFn() {
      asked.push(Date.now());
      return [];
    },
  });
  const stop = observer.subscribe(() => {});
  for (let minute = 0; minute < 11; minute += 1) {
    await pass(60);
    cache.onChange(CAMERA);
  }
  stop();
  expect(asked.map((at) => (at - asked[0]!) / SECOND)).toEqual([0, 300, 600]);
});

test("what is on its way when listening begins is not asked for twice, what has come is asked for again", async () => {
  const { asked } = look(5);
  await pass(1);
  cache.onBegin();
  await pass(20);
  expect(asked).toHaveLength(1);
  cache.onBegin();
  await pass(20);
  expect(asked).toHaveLength(2);
});

test.each([
  ["cameras", () => camerasKey],
  ["boundaries", () => boundariesKey],
])(
  "the %s that are on their way when listening begins are asked for once more when they have come: they may have been read before",
  async (_what, keyOf) => {
    const { asked, seen } = look(5, keyOf());
    await pass(1);
    cache.onBegin();
    await pass(30);
    expect(seen).toEqual(asked);
    expect(asked).toHaveLength(2);
    expect(asked[1]! - asked[0]!).toBeGreaterThan(10 * SECOND); // not while the first picture is made
  },
);

test("a change goes into a list that nobody looks at, unless the list has missed another: then it is asked for when they do", () => {
  client.setQueryData(camerasKey, [{ id: 1, name: "as it was" }]);
  cache.onChange(CAMERA);
  expect(client.getQueryState(camerasKey)).toMatchObject({ data: [CAMERA.camera], isInvalidated: false });
  cache.onChange(BATCH);
  cache.onChange({ topic: "camera", camera: { id: 2 } as Camera });
  expect(client.getQueryState(camerasKey)).toMatchObject({ data: [CAMERA.camera], isInvalidated: true });
});

test("a change leaves a list as old as it is, for who must say since when it cannot be had; what is refused stays refused", async () => {
  const comeAt = Date.now() - 3_600 * SECOND;
  client.setQueryData(camerasKey, [{ id: 1, name: "as it was" }], { updatedAt: comeAt });
  cache.onChange(CAMERA);
  const kept = { data: [CAMERA.camera], dataUpdatedAt: comeAt };
  expect(client.getQueryState(camerasKey)).toMatchObject(kept);
  const queryFn = () => Promise.reject(new Error("refused"));
  const observer = new QueryObserver(client, { queryKey: camerasKey, queryFn, retry: false, staleTime: 0 });
  const stop = observer.subscribe(() => {});
  await pass(1);
  cache.onChange({ topic: "camera", camera: { id: 2 } as Camera });
  expect(client.getQueryState(camerasKey)).toMatchObject({ ...kept, status: "error" });
  stop();
});

test("what cameras see is asked for at once when one goes off", async () => {
  const { asked } = look(0.1, coverageKey);
  await pass(1);
  const offAt = Date.now();
  cache.onChange(CAMERA);
  await pass(0.5);
  expect(asked.at(-1)).toBe(offAt);
});

test("T03 who waits for the server beside these answers hears within three seconds that it is back, and nothing once they have left", async () => {
  let heard = 0;
  const leave = onServerBack(() => (heard += 1));
  cache.onBack();
  await pass(3);
  expect(heard).toBe(1);
  leave();
  cache.onBack();
  await pass(3);
  expect(heard).toBe(1);
});
