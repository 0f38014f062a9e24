import type { LiveState } from "@getu/ui";
import { expect, test } from "vitest";
import { silenceOf } from "../src/silence.ts";

const live = (more: Partial<LiveState>): LiveState => ({
  status: "live",
  startedAt: 1_000,
  heardAt: 60_000,
  heldSince: null,
  offsetMs: 5,
  ...more,
});

test("all is well while the server is heard, and while it is called for the first time", () => {
  expect(silenceOf(live({}), null)).toBeNull();
  expect(silenceOf(live({ status: "connecting", heardAt: null }), null)).toBeNull();
});

test("a browser that says it has no network is believed at once, until the server is heard after that", () => {
  expect(silenceOf(live({}), 61_000)).toEqual({ kind: "offline", since: new Date(60_005) });
  expect(silenceOf(live({ status: "connecting", heardAt: null }), 900)).toEqual({
    kind: "offline",
    since: null,
  });
  expect(silenceOf(live({ heardAt: 62_000 }), 61_000)).toBeNull();
});

test("a server that is not heard is told of with the time at which it last was, by its own clock", () => {
  expect(silenceOf(live({ status: "lost" }), null)).toEqual({ kind: "unheard", since: new Date(60_005) });
  expect(silenceOf(live({ status: "lost", heardAt: null }), null)).toEqual({ kind: "unheard", since: null });
});
