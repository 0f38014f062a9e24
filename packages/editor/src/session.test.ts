import { expect, test } from "vitest";
import { click, makeTown, sitDown, work } from "../test/town.ts";
import { createSession, TOOLS } from "./index.ts";

const cut = work(sitDown(makeTown(2, 1), "cut", 1), [
  click(0, 4000),
  click(10_000, 4000),
  { type: "accept" },
  { type: "accept" },
]).history;

const sessionOn = (isEditable: boolean) =>
  createSession({ history: cut, isEditable, part: null, roadBetween: () => null });

test("of a plan that is not one's own to change nothing is taken back: who approves it sees what was submitted", () => {
  const [frozen, open] = [sessionOn(false), sessionOn(true)];
  for (const session of [frozen, open]) session.undo();
  expect(open.state().history.done).toEqual([]);
  expect(frozen.state().history).toBe(cut);
  open.redo();
  expect(open.state().history.done).toEqual(cut.done);
});

test("over a plan that is not one's own to change no tool is taken up but the one that looks", () => {
  const [frozen, open] = [sessionOn(false), sessionOn(true)];
  for (const tool of TOOLS) {
    for (const session of [frozen, open]) session.send({ type: "choose", tool });
    expect([frozen.state().hand.tool, open.state().hand.tool]).toEqual(["inspect", tool]);
  }
});
