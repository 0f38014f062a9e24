import type { Session, Tool } from "@getu/editor";
import { useEffect, useRef } from "react";
import type { Problems } from "./use-problems.ts";
import type { ChangeView, View } from "./view.ts";

/** The key of each tool; its button says so. */
export const TOOL_KEYS = {
  inspect: "I",
  move: "V",
  cut: "C",
  merge: "M",
  reshape: "R",
  road: "F",
  transfer: "T",
  lock: "L",
} as const satisfies Record<Tool, string>;

type Keyed = { session: Session; view: View; change: ChangeView; problems: Problems };

const isTyping = ({ target, isComposing }: KeyboardEvent): boolean =>
  isComposing ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null));

/** The keys of the workbench; while somebody types, an input method included, they are letters. */
export function useKeys(keyed: Keyed): void {
  const latest = useRef(keyed);
  useEffect(() => {
    latest.current = keyed;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const act =
        event.ctrlKey || event.metaKey ? commandFor(event, latest.current) : actFor(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

type Act = (() => void) | null;

function commandFor({ key, shiftKey }: KeyboardEvent, { session }: Keyed): Act {
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? session.redo : session.undo;
  return letter === "y" ? session.redo : null;
}

/** A tab that was clicked keeps the keys, and there is nothing more that Enter could open. */
const isOnOpenTab = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest("[role=tab][aria-selected=true]") !== null;

function actFor(event: KeyboardEvent, keyed: Keyed): Act {
  const { session, view, change } = keyed;
  const { key, shiftKey } = event;
  const onButton =
    event.target instanceof HTMLElement && event.target.closest("button, a, [role=tab]") !== null;
  switch (key) {
    case "Enter":
      return onButton && !isOnOpenTab(event) ? null : () => session.send({ type: "accept" });
    case "Escape":
      return () => session.send({ type: "cancel" });
    case "Delete":
    case "Backspace":
      return () => session.send({ type: session.state().hand.phase === "drawing" ? "step-back" : "delete" });
    case "Tab":
      return session.state().hand.tool === "move" && session.state().hand.selected !== null && !onButton
        ? () => session.send({ type: "next-node", by: shiftKey ? -1 : 1 })
        : null;
    case "?":
      return () => change({ isHelpOpen: true });
    case "[":
    case "]":
      return () => goToProblem(keyed, key === "]" ? 1 : -1);
    default:
      return nudge(event, session) ?? letterAct(key.toUpperCase(), { session, view, change });
  }
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Half a metre, or five. */
const NUDGE_UNITS = 50;

function nudge({ key, shiftKey }: KeyboardEvent, session: Session): Act {
  const arrow = ARROWS[key];
  if (!arrow || !session.state().hand.focus) return null;
  const units = NUDGE_UNITS * (shiftKey ? 10 : 1);
  return () => session.send({ type: "nudge", by: [arrow[0] * units, arrow[1] * units] });
}

function letterAct(
  letter: string,
  { session, view, change }: Pick<Keyed, "change" | "session" | "view">,
): Act {
  if (letter === "S") return () => change({ isSnapping: !view.isSnapping });
  if (letter === "B") return () => change({ isComparing: !view.isComparing });
  if (letter === "X") return () => session.send({ type: "swap" });
  const tool = (Object.keys(TOOL_KEYS) as Tool[]).find((each) => TOOL_KEYS[each] === letter);
  return tool ? () => session.send({ type: "choose", tool }) : null;
}

let lastShown = -1;

function goToProblem({ problems, change }: Keyed, by: number): void {
  const placed = (problems ?? []).flatMap(({ at }) => (at ? [at] : []));
  if (placed.length === 0) return;
  lastShown = (lastShown + by + placed.length) % placed.length;
  change({ goal: { position: placed[lastShown]! } }); // modulo length
}
