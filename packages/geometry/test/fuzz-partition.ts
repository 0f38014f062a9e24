import {
  applyChange,
  invertChange,
  isRefusal,
  listOwners,
  twiceAreaOfOwner,
  validatePartition,
} from "../src/partition/index.ts";
import type { Change, Partition } from "../src/partition/index.ts";
import { makePartition } from "./made-partition.ts";
import { createRandom } from "./random.ts";
import { EDITS, randomEdit } from "./random-edit.ts";
import type { EditName, EditStyle } from "./random-edit.ts";

/** How to fuzz. */
export type FuzzPlan = {
  readonly columns: number;
  readonly rows: number;
  readonly edits: number;
  readonly style: EditStyle;
  readonly seed: number;
  /** Every so many edits the whole partition is checked. */
  readonly checkEvery: number;
  /** Further checks at these points. */
  readonly onCheck?: (partition: Partition, done: number) => void;
};

/** What came of a run; counts per edit: done, or refused and why. */
export type FuzzResult = {
  readonly partition: Partition;
  readonly counts: Record<EditName, Record<string, number>>;
  readonly milliseconds: Record<EditName, number[]>;
  /** The last changes, newest last, each with the partition it was made for. */
  readonly steps: readonly { readonly before: Partition; readonly change: Change }[];
  readonly checks: number;
};

const MOST_STEPS = 500;

/** Draws among edits that keep the number of owners between half and twice what it was. */
function drawable(count: number, start: number): readonly EditName[] {
  if (count < start / 2) return EDITS.filter((name) => name !== "merge" && name !== "assign");
  return count > 2 * start ? EDITS.filter((name) => name !== "split") : EDITS;
}

/** Applies random edits and throws at the first state that breaks a rule of R13, naming the edit. */
export function fuzzPartition(plan: FuzzPlan): FuzzResult {
  const random = createRandom(plan.seed);
  let partition = makePartition({ columns: plan.columns, rows: plan.rows, seed: plan.seed });
  const total = twiceAreaOfOwner(partition, 0);
  const start = listOwners(partition).length;
  const counts = Object.fromEntries(EDITS.map((name) => [name, {}])) as FuzzResult["counts"];
  const milliseconds = Object.fromEntries(
    EDITS.map((name) => [name, []]),
  ) as unknown as FuzzResult["milliseconds"];
  const steps: { before: Partition; change: Change }[] = [];
  let [newOwner, checks, owners] = [1_000_000, 0, start];
  for (let done = 1; done <= plan.edits; done++) {
    const name = random.pick(drawable(owners, start));
    const begin = performance.now();
    const outcome = randomEdit(name, partition, { random, style: plan.style, newOwner });
    const result = isRefusal(outcome) ? outcome : applyChange(partition, outcome);
    milliseconds[name].push(performance.now() - begin);
    const key = isRefusal(result) ? result.refused : "done";
    counts[name][key] = (counts[name][key] ?? 0) + 1;
    newOwner += 100;
    if (!isRefusal(result) && !isRefusal(outcome)) {
      steps.push({ before: partition, change: outcome });
      partition = result;
      owners += name === "split" ? outcome.relabels.length : name === "merge" ? -1 : 0;
      if (steps.length > MOST_STEPS) steps.shift();
      const difference = twiceAreaOfOwner(partition, 0) - total;
      if (difference !== 0) throw new Error(`edit ${done} (${name}): total area differs by ${difference}`);
    } else if (key === "stale")
      throw new Error(`edit ${done} (${name}): its change does not fit the partition it was made for`);
    if (done % plan.checkEvery !== 0 && done !== plan.edits) continue;
    owners = listOwners(partition).length;
    const errors = validatePartition(partition).filter(({ severity }) => severity === "error");
    if (errors.length > 0)
      throw new Error(`after edit ${done} (${name}): ${JSON.stringify(errors.slice(0, 3))}`);
    plan.onCheck?.(partition, done);
    checks++;
  }
  return { partition, counts, milliseconds, steps, checks };
}

/** Takes back the last steps of a run, then does them again (R17). */
export function undoAndRedo({ partition, steps }: FuzzResult): { undone: Partition; redone: Partition } {
  let undone = partition;
  for (const { change } of steps.toReversed()) undone = mustApply(undone, invertChange(change));
  let redone = undone;
  for (const { change } of steps) redone = mustApply(redone, change);
  return { undone, redone };
}

function mustApply(partition: Partition, change: Change): Partition {
  const next = applyChange(partition, change);
  if (isRefusal(next)) throw new Error("a step does not fit");
  return next;
}
