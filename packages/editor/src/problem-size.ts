import type { FixableProblem } from "./problems.ts";

/** Sizes to look at, in square metres; null = no limit on that side. */
export type SizeRange = { readonly least: number | null; readonly most: number | null };

/** Problems whose size lies within a range, its ends included; what has no size, as a code used twice, always stays. */
export const problemsWithin = (
  problems: readonly FixableProblem[],
  { least, most }: SizeRange,
): FixableProblem[] =>
  problems.filter(
    ({ squareMetres }) =>
      squareMetres === null || (squareMetres >= (least ?? 0) && squareMetres <= (most ?? Infinity)),
  );
