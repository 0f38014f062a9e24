import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { createRepeatFilter } from "../src/repeat-filter.ts";

test("what goes on is let through at once, then once a minute with how often it was held back", () => {
  let now = 0;
  const filter = createRepeatFilter(() => now);
  const heard: [number, number][] = [];
  for (now = 0; now <= 120_000; now += 1000) {
    const heldBack = filter("the database is away");
    if (heldBack !== null) heard.push([now, heldBack]);
  }
  expect(heard).toEqual([
    [0, 0],
    [60_000, 59],
    [120_000, 59],
  ]);
  expect(filter("something else")).toBe(0);
});

type Line = { level: number; msg: string; heldBack?: number };

function collect(): { lines: Line[]; log: ReturnType<typeof createLog> } {
  const lines: Line[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  return { lines, log: createLog("info", stream) };
}

const away = (code: string): Error => Object.assign(new Error("away"), { code });

test("an outage that is noticed a hundred times, here and in requests, is one line; another failure is another", () => {
  const { lines, log } = collect();
  const request = log.child({ reqId: 1 });
  for (let i = 0; i < 100; i += 1) (i % 2 ? log : request).warn({ err: away("ECONNREFUSED") }, "cannot read");
  log.warn({ err: away("57P03") }, "cannot read");
  log.warn("cannot read");
  expect(lines.map(({ msg }) => msg)).toEqual(["cannot read", "cannot read", "cannot read"]);
});

test("what is no warning is said as often as it happens", () => {
  const { lines, log } = collect();
  for (let i = 0; i < 3; i += 1) log.info("a case was closed");
  expect(lines).toHaveLength(3);
});
