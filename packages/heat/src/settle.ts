import type { BuildSegment } from "./build-segment.ts";
import { createColumns } from "./columns.ts";
import type { HeatColumns } from "./columns.ts";
import { rowsOfSegment } from "./heat-segment.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { replaceSegments } from "./heat-state.ts";
import type { HeatState } from "./heat-state.ts";
import { copyTail, dropFromTail, rowsOfTail } from "./heat-tail.ts";
import { mergeFrom } from "./merge-plan.ts";
import type { MergePolicy } from "./merge-plan.ts";

/** How the tail turns into segments. */
export type SettleOptions = {
  build: BuildSegment;
  policy: MergePolicy;
  /** The tail is built into a segment when it has so many rows. */
  tailRows: number;
  /** A build failed: nothing is lost, the rows stay where they were, and the tail tries again when it has grown. */
  onError: (error: unknown) => void;
};

/** Builds segments one after the other, while the index goes on answering. */
export type Settler = {
  /** Starts a build when the tail is long enough and none is under way. */
  settleWhenDue(): void;
  /** Builds the whole tail into segments. */
  flush(): Promise<void>;
  /** Takes rows in as they are, past the tail. */
  absorb(added: HeatColumns): Promise<void>;
  /** Resolves when no build is under way. */
  whenIdle(): Promise<void>;
};

/** The segments as they will be: those that the policy names and the new rows become one. */
async function merged(
  { segments, run }: HeatState,
  { added, withdrawn }: { added: HeatColumns; withdrawn: HeatColumns },
  { build, policy }: SettleOptions,
): Promise<HeatSegment[]> {
  const incoming = added.time.length + withdrawn.time.length;
  const from = mergeFrom(segments.map(rowsOfSegment), incoming, policy);
  const built = await build({ segments: segments.slice(from), added, withdrawn, options: run });
  return [...segments.slice(0, from), built].filter((segment) => rowsOfSegment(segment) > 0);
}

/** A settler for an index's state. */
export function createSettler(state: HeatState, options: SettleOptions): Settler {
  let last: Promise<unknown> = Promise.resolve();
  let due = options.tailRows;
  let scheduled = false;
  const enqueue = (job: () => Promise<void>): Promise<void> => {
    const done = last.then(job);
    last = done.catch(() => undefined); // the caller of `enqueue` hears of it; the next job runs all the same
    return done;
  };
  const buildTail = async (): Promise<void> => {
    const { mark, ...rows } = copyTail(state.tail);
    if (mark.added + mark.withdrawn === 0) return;
    const segments = await merged(state, rows, options);
    replaceSegments(state, segments); // in one go with the next line: a question in between would count the rows twice
    dropFromTail(state.tail, mark);
  };
  const settle = async (): Promise<void> => {
    try {
      await enqueue(buildTail);
      due = options.tailRows;
    } catch (error) {
      due = rowsOfTail(state.tail) + options.tailRows;
      state.failedBuilds++;
      options.onError(error);
    }
    scheduled = false;
  };
  return {
    settleWhenDue() {
      if (scheduled || rowsOfTail(state.tail) < due) return;
      scheduled = true;
      void settle();
    },
    flush: () => enqueue(buildTail),
    absorb: (added) =>
      enqueue(async () => {
        replaceSegments(state, await merged(state, { added, withdrawn: createColumns(0) }, options));
      }),
    async whenIdle() {
      for (let seen: unknown = null; seen !== last;) {
        seen = last;
        await last;
      }
    },
  };
}
