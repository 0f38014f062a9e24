import { startLive } from "@getu/ui";
import type { LiveState } from "@getu/ui";
import { expect, test } from "vitest";
import { awayNow, beginAway } from "../src/away.ts";
import type { Away } from "../src/away.ts";

const HOUR_MS = 3_600_000;

/** This machine's clock is an hour behind; times here are the server's. */
const heardAt = (status: LiveState["status"], serverMs: number): LiveState => ({
  ...startLive(0),
  status,
  heardAt: serverMs - HOUR_MS,
  offsetMs: HOUR_MS,
});

test("a wall that loses the server has been away since it heard it last, until a minute after it is back", () => {
  let away: Away | null = awayNow(null, heardAt("live", 10_000), 10_000);
  expect(away).toBeNull();
  away = awayNow(away, heardAt("lost", 10_000), 18_000);
  expect(away).toEqual({ sinceMs: 10_000, backMs: null });
  expect(awayNow(away, heardAt("lost", 10_000), 19_000)).toBe(away);
  away = awayNow(away, heardAt("live", 900_000), 900_000);
  expect(away).toEqual({ sinceMs: 10_000, backMs: 900_000 });
  expect(awayNow(away, heardAt("live", 905_000), 959_999)).toBe(away);
  expect(awayNow(away, heardAt("live", 955_000), 960_000)).toBeNull();
});

test("a cut within a minute of another goes on with it, and a later one begins anew", () => {
  const back: Away = { sinceMs: 10_000, backMs: 900_000 };
  expect(awayNow(back, heardAt("lost", 930_000), 940_000)).toEqual({ sinceMs: 10_000, backMs: null });
  expect(awayNow(back, heardAt("lost", 970_000), 980_000)).toEqual({ sinceMs: 970_000, backMs: null });
});

test("a page that begins has been away since the page before heard the server, whatever its own clock says meanwhile", () => {
  const begun = beginAway(10_000);
  const connecting = startLive(5 * HOUR_MS);
  expect(awayNow(begun, connecting, 5 * HOUR_MS)).toBe(begun);
  expect(awayNow(begun, heardAt("live", 80_000), 80_000)).toEqual({ sinceMs: 10_000, backMs: 80_000 });
  expect(awayNow(beginAway(null), connecting, 5 * HOUR_MS)).toBeNull();
});
