import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { freshFor } from "./fresh-for.ts";

const MINUTE_MS = 60_000;

test("T14 an answer holds for its time, and not when the clock has been set back since it came", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const client = new QueryClient();
  let asked = 0;
  const queryFn = (): number => (asked += 1);
  const look = async (): Promise<number> => {
    const options = { queryKey: ["month"], queryFn, staleTime: freshFor(MINUTE_MS) };
    const stop = new QueryObserver(client, options).subscribe(() => {});
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
    stop();
    return asked;
  };
  try {
    const noon = Date.parse("2026-11-29T12:00:00Z");
    vi.setSystemTime(noon);
    expect(await look()).toBe(1);
    vi.setSystemTime(noon + MINUTE_MS / 2);
    expect(await look()).toBe(1);
    vi.setSystemTime(noon + 2 * MINUTE_MS);
    expect(await look()).toBe(2);
    vi.setSystemTime(noon - 8 * 60 * MINUTE_MS);
    expect(await look()).toBe(3);
    expect(await look()).toBe(3);
  } finally {
    vi.useRealTimers();
    client.clear();
  }
});
