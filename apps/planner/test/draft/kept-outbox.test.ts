import type { Outbox } from "@getu/editor";
import { expect, test } from "vitest";
import { createKeptOutbox } from "../../src/draft/kept-outbox.ts";

const outbox: Outbox = { revision: 3, sending: null, waiting: [{ kind: "merge", keep: 1, absorb: 2 }] };

/** A browser's storage with room for so many letters. */
function createShelf(room: number) {
  const texts = new Map<string, string>();
  return {
    getItem: (name: string) => texts.get(name) ?? null,
    removeItem: (name: string) => void texts.delete(name),
    setItem(name: string, text: string) {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      texts.set(name, text);
    },
  };
}

test("what one person has not sent is found by the same person alone, and for the same draft", () => {
  const shelf = createShelf(1000);
  createKeptOutbox({ draftId: 5, personId: "one" }, shelf).keep(outbox);
  const read = (draftId: number, personId: string) => createKeptOutbox({ draftId, personId }, shelf).read();
  expect([read(5, "one"), read(5, "other"), read(6, "one")]).toEqual([outbox, null, null]);
  createKeptOutbox({ draftId: 5, personId: "one" }, shelf).keep(null);
  expect(read(5, "one")).toBeNull();
});

test("a browser without room stops nobody from drawing on", () => {
  const kept = createKeptOutbox({ draftId: 5, personId: "one" }, createShelf(10));
  expect(() => kept.keep(outbox)).not.toThrow();
  expect(kept.read()).toBeNull();
});

test("an outbox without a step is neither kept nor found, so that no page waits for it for ever", () => {
  const shelf = createShelf(1000);
  const kept = createKeptOutbox({ draftId: 5, personId: "one" }, shelf);
  kept.keep(outbox);
  kept.keep({ revision: 26, sending: null, waiting: [] });
  expect(shelf.getItem("getu.planner.draft.one.5")).toBeNull();
  shelf.setItem("getu.planner.draft.one.5", JSON.stringify({ revision: 26, sending: null, waiting: [] }));
  expect(kept.read()).toBeNull();
});
