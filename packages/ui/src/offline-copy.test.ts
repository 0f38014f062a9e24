import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openOfflineCopy } from "./offline-copy.ts";
import type { CopyKeeper, OfflineCopy } from "./offline-copy.ts";

const HOUR_MS = 3_600_000;
const LONG_ENOUGH_MS = 5_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A phone that is switched on again and again; what lies on it is text, as in the vault. */
function createPhone() {
  let kept: string | null = null;
  const keeper: CopyKeeper = {
    read: () => Promise.resolve(kept === null ? null : (JSON.parse(kept) as OfflineCopy)),
    write: (copy) => {
      kept = JSON.stringify(copy);
      return Promise.resolve();
    },
  };
  return {
    keeper,
    /** Uses it for a while. */
    async use(doing: (client: QueryClient) => Promise<void> | void, through = keeper): Promise<void> {
      const client = new QueryClient();
      const stop = await openOfflineCopy(client, through);
      await doing(client);
      await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
      stop();
      client.clear();
    },
    /** What lies on it. */
    kept: () => kept ?? "",
    /** What it shows when it is switched on where there is no network. */
    async shown(): Promise<Record<string, unknown>> {
      const client = new QueryClient();
      const stop = await openOfflineCopy(client, keeper);
      const found = client.getQueriesData({}).map(([key, answer]) => [String(key), answer]);
      stop();
      client.clear();
      return Object.fromEntries(found) as Record<string, unknown>;
    },
  };
}

/** Asks where nobody answers. */
async function askInVain(client: QueryClient, key: string): Promise<void> {
  const queryFn = (): Promise<never> => Promise.reject(new Error("no network"));
  await client.fetchQuery({ queryKey: [key], queryFn, staleTime: 0, retry: false }).catch(() => undefined);
}

test("answers outlive asking again in vain and a start without a network, and are asked for again", async () => {
  const phone = createPhone();
  await phone.use((client) => void client.setQueryData(["work"], ["a lamp"]));
  for (let start = 0; start < 2; start += 1) {
    await phone.use(async (client) => {
      await askInVain(client, "work");
      expect(client.getQueryState(["work"])).toMatchObject({ status: "error", isInvalidated: true });
    });
  }
  expect(await phone.shown()).toEqual({ work: ["a lamp"] });
});

test("T50 what was answered to somebody who has left is not shown to the next, with a network or without", async () => {
  const phone = createPhone();
  await phone.use((client) => void client.setQueryData(["work"], ["of the first"]));
  await phone.use((client) => client.resetQueries()); // what `useForgetAnswers` does
  expect(await phone.shown()).toEqual({});
});

test("an answer older than 72 hours is not shown, however often it was asked for in vain meanwhile", async () => {
  const phone = createPhone();
  await phone.use((client) => void client.setQueryData(["old"], 1));
  vi.setSystemTime(Date.now() + 40 * HOUR_MS);
  await phone.use(async (client) => {
    await askInVain(client, "old");
    client.setQueryData(["young"], 2);
  });
  expect(await phone.shown()).toEqual({ old: 1, young: 2 });
  vi.setSystemTime(Date.now() + 33 * HOUR_MS);
  expect(await phone.shown()).toEqual({ young: 2 });
});

test("T50 an answer older than 72 hours is gone from the phone once it is opened, also where nobody answers anew", async () => {
  const phone = createPhone();
  await phone.use((client) => void client.setQueryData(["old"], "6 幢门口的路灯"));
  vi.setSystemTime(Date.now() + 73 * HOUR_MS);
  expect(phone.kept()).toContain("6 幢门口的路灯");
  await phone.use((client) => askInVain(client, "old"));
  expect(phone.kept()).not.toContain("6 幢门口的路灯");
});

test("a start with nothing, which nobody answers either, leaves alone what lies on the phone", async () => {
  const phone = createPhone();
  await phone.use((client) => void client.setQueryData(["work"], ["a lamp"]));
  const locked: CopyKeeper = { ...phone.keeper, read: () => Promise.reject(new Error("locked")) };
  await phone.use((client) => askInVain(client, "work"), locked);
  expect(await phone.shown()).toEqual({ work: ["a lamp"] });
});

test("bytes are not kept: the browser keeps them under their addresses", async () => {
  const phone = createPhone();
  await phone.use((client) => {
    client.setQueryData(["bytes"], new Uint8Array(8));
    client.setQueryData(["words"], "kept");
  });
  expect(await phone.shown()).toEqual({ words: "kept" });
});
