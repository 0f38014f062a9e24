import { expect, test } from "vitest";
import { badgeCount } from "../src/badge.ts";

const ZONE = "Asia/Shanghai";
const NEVER = { from: 0, to: 0 };
/** A moment of the 26th by the clocks of Shanghai, eight hours ahead of UTC. */
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 26, hour - 8, minute));

test("the icon counts what waits to be accepted or is late, each once, and nothing that is done or in time", () => {
  const [late, inTime] = [at(11).toISOString(), at(13).toISOString()];
  const mine = [
    { status: "assigned", dueAt: late },
    { status: "assigned", dueAt: inTime },
    { status: "handling", dueAt: late },
    { status: "handling", dueAt: inTime },
    { status: "handling", dueAt: null },
    { status: "closed", dueAt: late },
  ] as const;
  expect(badgeCount({ mine, now: at(12), timeZone: ZONE }, NEVER)).toBe(3);
  expect(badgeCount({ mine, now: at(22), timeZone: ZONE }, { from: 21, to: 7 })).toBe(0);
  expect(badgeCount({ mine: null, now: at(12), timeZone: ZONE }, NEVER)).toBe(0);
});
