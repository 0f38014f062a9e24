/** Parts that stay whole, numbered from 0: what each weighs, and which ones it shares a border with. */
export type PartGraph = {
  readonly weights: readonly number[];
  readonly beside: readonly (readonly number[])[];
};

/** More parts make a division no better and take longer than one waits. */
export const MOST_PARTS = 400;

/** True when one can walk over shared borders from any of some parts to any other, without leaving them. */
export function hangsTogether({ beside }: PartGraph, parts: ReadonlySet<number>): boolean {
  const [start] = parts;
  if (start === undefined) return true;
  const reached = new Set([start]);
  for (const part of reached) for (const next of beside[part] ?? []) if (parts.has(next)) reached.add(next); // a set goes on over what is added
  return reached.size === parts.size;
}

/** How many shared borders a division runs along. */
export const bordersCut = ({ beside }: PartGraph, districtOf: readonly number[]): number =>
  beside.reduce(
    (sum, others, part) =>
      sum + others.filter((other) => other > part && districtOf[other] !== districtOf[part]).length,
    0,
  );

/** What each district weighs. */
export function weightsOfDistricts(
  { weights }: PartGraph,
  districtOf: readonly number[],
  count: number,
): number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (const [part, district] of districtOf.entries()) sums[district]! += weights[part]!; // a district and a weight each
  return sums;
}
