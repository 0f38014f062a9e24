import type { DraftEntry } from "@getu/domain/redraw";
import fc from "fast-check";
import { expect, test } from "vitest";
import { click, makeTown, press, point, sitDown, work } from "../test/town.ts";
import { createAutosave, emptyOutbox, entriesBetween, redoAttempt, undoAttempt, unsentOf } from "./index.ts";
import type { Batch, Delivery, Outbox, SaveState } from "./index.ts";

/** A log as the server keeps it: a key that was seen before adds nothing. */
function createLog() {
  const entries: DraftEntry[] = [];
  const keys = new Map<string, number>();
  return {
    entries,
    append({ key, entries: added }: Batch, revision: number): Delivery {
      const known = keys.get(key);
      if (known !== undefined) return { revision: known };
      if (revision !== entries.length) return { failed: "conflict" };
      entries.push(...added);
      keys.set(key, entries.length);
      return { revision: entries.length };
    },
  };
}

const entry = (owner: number): DraftEntry => ({ kind: "merge", keep: owner, absorb: owner + 1 });
const settle = async (): Promise<void> => {
  for (let i = 0; i < 200; i++) await Promise.resolve();
};

/** What the wire does with a call: delivers, loses the question, or loses the answer. */
const faults = fc.array(fc.constantFrom("ok", "question lost", "answer lost", "page closed"), {
  maxLength: 40,
});

test("every entry reaches the log once and in its order, whatever the connection loses and whenever the page is closed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 15 }),
      faults,
      async (sizes, wire) => {
        const log = createLog();
        let kept: Outbox | null = null;
        let keys = 0;
        const open = (): ReturnType<typeof createAutosave> => {
          let retry: (() => void) | null = null;
          const autosave = createAutosave({
            outbox: kept ?? emptyOutbox(log.entries.length),
            send: (batch, revision) => {
              const fault = wire.shift() ?? "ok";
              if (fault === "question lost") return Promise.resolve({ failed: "offline" });
              const delivery = log.append(batch, revision);
              return Promise.resolve(fault === "ok" ? delivery : { failed: "offline" });
            },
            keep: (outbox) => (kept = outbox),
            newKey: () => `key ${keys++}`,
            later: (again) => (retry = again),
            onState: () => {},
          });
          return { ...autosave, retry: () => (retry ?? autosave.retry)() };
        };
        let autosave = open();
        const expected: DraftEntry[] = [];
        for (const size of sizes) {
          const added = Array.from({ length: size }, (_, i) => entry(expected.length + i + 1));
          expected.push(...added);
          autosave.add(added);
          await settle();
          if (wire[0] === "page closed") autosave = open();
        }
        const isLeft = (): boolean => kept !== null;
        while (isLeft()) {
          autosave = open();
          autosave.retry();
          await settle();
        }
        expect(log.entries).toEqual(expected);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test("a draft that somebody else has changed stops the saving, and nothing of one's own is lost", async () => {
  const log = createLog();
  log.entries.push(entry(100));
  const states: SaveState[] = [];
  const autosave = createAutosave({
    outbox: emptyOutbox(0),
    send: (batch, revision) => Promise.resolve(log.append(batch, revision)),
    keep: () => {},
    newKey: () => "key",
    later: () => {},
    onState: (state) => states.push(state),
  });
  autosave.add([entry(1)]);
  await settle();
  autosave.add([entry(2)]);
  await settle();
  expect(states.at(-1)).toBe("conflict");
  expect(unsentOf(autosave.outbox())).toEqual([entry(1), entry(2)]);
  expect(log.entries).toHaveLength(1);
});

test("what is drawn after the server has refused is kept as refused, and not sent behind it, with the step that it was refused for", async () => {
  const states: SaveState[] = [];
  const stuck = { place: 1, revision: 1, refused: "not-neighbours", grids: [1, 2] } as const;
  const told: unknown[] = [];
  let sent = 0;
  const autosave = createAutosave({
    outbox: emptyOutbox(0),
    send: () => {
      sent += 1;
      return Promise.resolve({ failed: "refused", stuck });
    },
    keep: () => {},
    newKey: () => "key",
    later: () => {},
    onState: (state, _, why) => {
      states.push(state);
      told.push(why);
    },
  });
  autosave.add([entry(1)]);
  await settle();
  autosave.add([entry(2)]);
  await settle();
  expect(states).toEqual(["saving", "saving", "refused", "refused"]);
  expect(told).toEqual([null, null, stuck, stuck]);
  expect(unsentOf(autosave.outbox())).toEqual([entry(1), entry(2)]);
  expect(sent).toBe(1);
});

test("R17: undo is an entry for each step taken back, and redo the steps again", () => {
  const bench = sitDown(makeTown(2, 1), "cut", 1);
  const cut = work(bench, [
    click(0, 4000),
    click(10_000, 4000),
    { type: "swap" },
    { type: "accept" },
    { type: "accept" },
  ]);
  const moved = work({ ...cut, hand: { ...cut.hand, tool: "move", selected: 2 } }, [
    press(20_000, 5000),
    point(20_000, 5100),
    { type: "release" },
    press(10_000, 5000),
    point(11_000, 5000),
    { type: "release" },
  ]);
  const kinds = (from: typeof bench.history, to: typeof bench.history) =>
    entriesBetween(from, to).map(({ kind }) => kind);
  expect(kinds(bench.history, cut.history)).toEqual(["split", "exchange"]);
  const back = undoAttempt(undoAttempt(moved.history));
  expect(kinds(moved.history, back)).toEqual(["undo", "undo", "undo"]);
  expect(kinds(back, redoAttempt(back))).toEqual(["split", "exchange"]);
});
