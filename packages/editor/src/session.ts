import { FIRST_NEW_GRID, isInPart } from "@getu/domain/redraw";
import type { DraftPart, Plan } from "@getu/domain/redraw";
import { listOwners } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import type { Attempt } from "./attempt.ts";
import { commitAttempt, planOf, redoAttempt, undoAttempt } from "./history.ts";
import type { History } from "./history.ts";
import { handleAt } from "./move-tool.ts";
import type { Reach } from "./reach.ts";
import { restingTool } from "./tool-state.ts";
import type { ToolContext, ToolState } from "./tool-state.ts";
import { turnTool } from "./turn.ts";
import type { ToolInput } from "./turn.ts";

/** Everything that a screen shows of a planner at work. */
export type SessionState = {
  readonly history: History;
  readonly hand: ToolState;
  readonly locked: ReadonlySet<number>;
};

/** What a session begins with. */
export type SessionStart = {
  readonly history: History;
  /** False for a draft that is frozen or not one's own to change: every grid is locked. */
  readonly isEditable: boolean;
  /** What may be redrawn: every grid beyond it is locked. */
  readonly part: DraftPart;
  readonly roadBetween: (from: UnitPlace, to: UnitPlace) => readonly UnitPlace[] | null;
};

/** A planner at work: takes inputs, keeps the plan, tells who listens. */
export type Session = {
  /** False: nothing can be changed, nor taken back, and no tool but looking is taken up; the plan stays what was opened. */
  readonly isEditable: boolean;
  state: () => SessionState;
  /** Calls back after every change; the answer ends it. */
  subscribe: (listener: () => void) => () => void;
  send: (input: ToolInput) => void;
  undo: () => void;
  redo: () => void;
  /** Locks or unlocks a grid. */
  toggleLock: (gridId: number) => void;
  lockAll: () => void;
  unlockAll: () => void;
  /** How far the pointer reaches at the map's zoom. */
  setReach: (reach: Reach) => void;
  /** Goes on with another plan. */
  replace: (history: History) => void;
  isLocked: (gridId: number) => boolean;
  /** The first number that is free for a new grid. */
  newOwner: () => number;
  /** True where there is a node or an edge that can be taken hold of. */
  canGrab: (at: UnitPlace) => boolean;
};

/** A session over a plan, with an empty hand. */
export function createSession({ history, isEditable, part, roadBetween }: SessionStart): Session {
  let state: SessionState = { history, hand: restingTool("inspect", null), locked: new Set() };
  let reach: Reach = { units: 0, stretch: 1 };
  let newOwner = nextNewGrid([...history.done, ...history.undone]);
  const listeners = new Set<() => void>();
  const set = (next: Partial<SessionState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const isLocked = (gridId: number): boolean =>
    !isEditable || state.locked.has(gridId) || !isInPart(part, planOf(state.history), gridId);
  const contextOf = (plan: Plan): ToolContext => ({
    plan,
    isLocked,
    newOwner,
    reach,
    roadBetween,
  });
  const toggleLock = (gridId: number): void => {
    const locked = new Set(state.locked);
    if (!locked.delete(gridId)) locked.add(gridId);
    set({ locked });
  };
  const goTo = (next: History): void => {
    if (next !== state.history) set({ history: next, hand: keptHand(state.hand, next) });
  };
  return {
    isEditable,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(input) {
      if (!isEditable && input.type === "choose" && input.tool !== "inspect") return;
      const { hand, commit, lock } = turnTool(state.hand, input, contextOf(planOf(state.history)));
      if (commit) {
        newOwner = Math.max(newOwner, nextNewGrid([commit]));
        set({ hand, history: commitAttempt(state.history, commit) });
      }
      if (!commit && hand !== state.hand) set({ hand });
      if (lock !== null) toggleLock(lock);
    },
    undo: () => goTo(isEditable ? undoAttempt(state.history) : state.history),
    redo: () => goTo(isEditable ? redoAttempt(state.history) : state.history),
    toggleLock,
    lockAll: () => set({ locked: new Set(listOwners(planOf(state.history).partition)) }),
    unlockAll: () => set({ locked: new Set() }),
    setReach(next) {
      reach = next;
    },
    replace(next) {
      newOwner = Math.max(newOwner, nextNewGrid([...next.done, ...next.undone]));
      goTo(next);
    },
    isLocked,
    newOwner: () => newOwner,
    canGrab: (at) => handleAt(state.hand, at, contextOf(planOf(state.history))).kind !== "area",
  };
}

/** Above every number that these attempts gave, also to what was taken back: numbers are not used twice. */
function nextNewGrid(attempts: readonly Attempt[]): number {
  let most = FIRST_NEW_GRID - 1;
  for (const { after } of attempts) for (const id of after.grids.keys()) most = Math.max(most, id);
  return most + 1;
}

/** The same tool, empty, with the selected grid where it is still there. */
function keptHand({ tool, selected }: ToolState, history: History): ToolState {
  const isThere = selected !== null && planOf(history).grids.has(selected);
  return restingTool(tool, isThere ? selected : null);
}
