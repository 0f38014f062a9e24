import { replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStop, StandingStep } from "@getu/domain/redraw";

/** A plan as it was after so many steps. */
type Mark = { readonly done: number; readonly plan: Plan };

/**
 * Steps that were followed from a plan, with the plan as it is after them and as it was at some places on the way. Plans
 * share what they have in common: with all its marks a trail of 2,000 steps on 2,000 grids weighs 10 MB.
 */
export type StepTrail = {
  readonly steps: readonly StandingStep[];
  /** Where the trail begins comes first, where it ends last. */
  readonly marks: readonly [Mark, ...Mark[]];
  /** The first step that could not be done, behind which nothing was; null = all were. */
  readonly stopped: PlanStop | null;
};

/** After each of the last steps, from where a planner takes a few back, and after every so many before them. */
const EVERY_OF_LAST = 32;
const ONE_IN = 250;

/** A trail without a step. */
export const beginTrail = (base: Plan): StepTrail => ({
  steps: [],
  marks: [{ done: 0, plan: base }],
  stopped: null,
});

/** The plan at the end of a trail. */
export const endOf = ({ marks }: StepTrail): Plan => marks.at(-1)!.plan; // there is one at least

/**
 * The trail of other steps of the same log. A revision is the same step for ever: both go together as far as their
 * revisions do, and only what comes behind the last mark on that way is done.
 */
export function followTrail(known: StepTrail, steps: readonly StandingStep[]): StepTrail {
  const parted = known.steps.findIndex(({ revision }, i) => revision !== steps[i]?.revision);
  const shared = parted === -1 ? known.steps.length : parted;
  if (known.stopped && known.stopped.index < shared) return { ...known, steps };
  const [first, ...later] = known.marks;
  return goOn([first, ...later.filter(({ done }) => done <= shared)], steps);
}

function goOn(from: StepTrail["marks"], steps: readonly StandingStep[]): StepTrail {
  const marks: [Mark, ...Mark[]] = [...from];
  let { done, plan } = marks.at(-1)!; // as in endOf
  while (done < steps.length) {
    const { plan: next, stopped } = replaySteps(plan, [steps[done]!.step]); // below the length
    if (stopped) return { steps, marks: thinned(marks), stopped: { ...stopped, index: done } };
    [plan, done] = [next, done + 1];
    marks.push({ done, plan });
  }
  return { steps, marks: thinned(marks), stopped: null };
}

/** The marks that are kept. */
function thinned([first, ...later]: StepTrail["marks"]): StepTrail["marks"] {
  const last = later.length - EVERY_OF_LAST;
  return [first, ...later.filter(({ done }, i) => i >= last || done % ONE_IN === 0)];
}
