import type { LiveChange } from "@getu/domain";

/** Changes heard lately, so that an answer which was on its way meanwhile can be brought up to date. */
export type ChangeLog = {
  add: (change: LiveChange) => void;
  /** A place in the log: what is added later comes after it. */
  mark: () => number;
  /** Changes added since the mark; null = too many to have kept them all, ask again. */
  since(mark: number): readonly LiveChange[] | null;
};

const KEPT = 1_000;

/** Keeps the last thousand changes. */
export function createChangeLog(): ChangeLog {
  let kept: LiveChange[] = [];
  let dropped = 0;
  return {
    add(change) {
      kept.push(change);
      if (kept.length < 2 * KEPT) return;
      dropped += KEPT;
      kept = kept.slice(KEPT);
    },
    mark: () => dropped + kept.length,
    since: (mark) => (mark < dropped ? null : kept.slice(mark - dropped)),
  };
}

/** The page's own record of what it heard; one page shows one territory at a time. */
export const changeLog: ChangeLog = createChangeLog();
