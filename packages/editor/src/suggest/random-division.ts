import type { PartGraph } from "./part-graph.ts";

/** Numbers in [0, 1) that a seed decides: the minimal standard generator (Park and Miller 1988, multiplier of 1993). */
export function createRandom(seed: number): () => number {
  const [multiplier, modulus] = [48_271, 2 ** 31 - 1];
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return () => {
    state = (state * multiplier) % modulus; // below 2^47: exact
    return (state - 1) / (modulus - 1);
  };
}

/** The district of each part: grown from `count` parts drawn by lot, a neighbour drawn by lot at a time. The graph hangs together. */
export function randomDivision(
  { beside }: PartGraph,
  count: number,
  random: () => number,
): readonly number[] {
  const districtOf = beside.map(() => -1);
  const rim: { part: number; district: number }[] = [];
  const take = (part: number, district: number): void => {
    districtOf[part] = district;
    for (const next of beside[part] ?? []) if (districtOf[next] === -1) rim.push({ part: next, district });
  };
  const draw = <One>(from: One[]): One => {
    const [drawn] = from.splice(Math.floor(random() * from.length), 1);
    return drawn!; // asked only while there is something left
  };
  const left = [...beside.keys()];
  const seeds = Array.from({ length: count }, () => draw(left)); // no more districts than parts
  for (const [district, part] of seeds.entries()) districtOf[part] = district;
  for (const [district, part] of seeds.entries()) take(part, district);
  while (rim.length > 0) {
    const { part, district } = draw(rim);
    if (districtOf[part] === -1) take(part, district);
  }
  return districtOf;
}
