import type { HeatFact, ReadFacts } from "@getu/store";
import type { Following } from "./following.ts";

/** So many facts are taken in one go, in some 50 ms: until then the index answers as of the step before. */
const AT_ONCE = 100_000;

/** What one step brings, on its way into the indexes. */
export type Intake = {
  read: ReadFacts<void>;
  /** Takes in what still waits; returns the indexes that the step changed. */
  finish(): ReadonlySet<Following>;
  /** Indexes that hold a part of the step: should it break off, they are worth nothing. */
  begun(): Iterable<Following>;
};

/**
 * Facts of one step go in all at once, so that no answer shows half a correction. When they are too many for that (an
 * import of millions while nobody looked), the indexes do not answer until they are through.
 */
export function createIntake(followed: readonly Following[]): Intake {
  const byTerritory = new Map(followed.map((each) => [each.territoryId, each]));
  const changed = new Set<Following>();
  let waiting: HeatFact[] = [];

  function takeWaiting(): void {
    for (const fact of waiting) {
      const following = byTerritory.get(fact.territoryId)!; // only facts of these were asked for
      if (fact.sign === 1) following.index.add(fact);
      else following.index.withdraw(fact);
      following.unsaved++;
      changed.add(following);
    }
    waiting = [];
  }

  return {
    async read(batches) {
      for await (const facts of batches) {
        for (const fact of facts) waiting.push(fact);
        if (waiting.length < AT_ONCE) continue;
        for (const following of followed) following.isBehind = true;
        takeWaiting();
      }
    },
    finish() {
      takeWaiting();
      return changed;
    },
    begun: () => followed.filter(({ isBehind }) => isBehind),
  };
}
