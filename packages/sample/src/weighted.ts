import type { Random } from "./random.ts";

/** Draws indexes by weight in constant time (Walker's alias method, in Vose's form). */
export type Weighted = { draw(random: Random): number; readonly total: number };

/** Weights are not negative and at least one is positive. */
export function createWeighted(weights: readonly number[]): Weighted {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("weighted: no positive weight");
  const count = weights.length;
  const share = Float64Array.from(weights, (weight) => (weight * count) / total);
  const alias = new Uint32Array(count);
  const small = indexes(share, (value) => value < 1);
  const large = indexes(share, (value) => value >= 1);
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!]; // neither is empty
    alias[less] = more;
    share[more]! -= 1 - share[less]!; // both in range
    if (share[more]! < 1) small.push(large.pop()!); // large is not empty
  }
  for (const rest of [...small, ...large]) share[rest] = 1; // rounding leaves a few
  return {
    total,
    draw(random) {
      const at = random.next() * count;
      const index = Math.floor(at);
      return at - index < share[index]! ? index : alias[index]!; // index < count
    },
  };
}

function indexes(values: Float64Array, wanted: (value: number) => boolean): number[] {
  const found: number[] = [];
  values.forEach((value, i) => wanted(value) && found.push(i));
  return found;
}
