import type { LiveChange } from "@getu/domain";

/** Changes heard while questions are on their way, so that their answers can be brought up to date. */
export type ChangeLog = {
  add: (change: LiveChange) => void;
  /**
   * Asks, and returns the answer with what was heard meanwhile; nothing is kept for longer than that. Throws when more was
   * heard than is kept: ask again.
   */
  during: <Answer>(ask: () => Promise<Answer>) => Promise<{ answer: Answer; missed: readonly LiveChange[] }>;
};

/** A question that hangs must not have the page keep for ever what it hears. */
const MOST_KEPT = 2_000;

/** Keeps nothing while nobody asks. */
export function createChangeLog(): ChangeLog {
  const onTheWay = new Set<LiveChange[]>();
  return {
    add(change) {
      for (const missed of onTheWay) if (missed.length <= MOST_KEPT) missed.push(change);
    },
    async during(ask) {
      const missed: LiveChange[] = [];
      onTheWay.add(missed);
      try {
        const answer = await ask();
        if (missed.length > MOST_KEPT)
          throw new Error(`more than ${MOST_KEPT} changes came before the answer`);
        return { answer, missed };
      } finally {
        onTheWay.delete(missed);
      }
    },
  };
}

/** The page's own record of what it hears; one page shows one territory at a time. */
export const changeLog: ChangeLog = createChangeLog();
