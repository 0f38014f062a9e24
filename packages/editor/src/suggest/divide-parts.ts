import { balanceOf } from "@getu/domain/redraw";
import type { Balance } from "@getu/domain/redraw";
import { evenOut } from "./even-out.ts";
import { bordersCut, hangsTogether, MOST_PARTS, weightsOfDistricts } from "./part-graph.ts";
import type { PartGraph } from "./part-graph.ts";
import { createRandom, randomDivision } from "./random-division.ts";

/** Why there is nothing to suggest. */
export type DivisionRefusal =
  /** Fewer than two districts, or no whole number of them. */
  | "too-few-districts"
  /** The ground has fewer parts than districts are asked for. */
  | "too-few-parts"
  /** More parts than can be divided while one waits. */
  | "too-many-parts"
  /** The area lies in pieces that no border joins. */
  | "in-pieces"
  /** Nothing of what shall be balanced is in any part. */
  | "nothing-to-balance";

/** Parts in districts, and how even these are. */
export type Division = {
  /** The district of each part, numbered from 0. */
  readonly districtOf: readonly number[];
  readonly balance: Balance;
  /** The variation that half of a hundred random contiguous divisions do not reach; to compare with. */
  readonly randomVariation: number;
};

const RANDOM_DIVISIONS = 100;

/** So many of the most even random divisions are evened out further. */
const EVENED = 10;

/** Divisions whose variation differs by less than this are equally good: the one with the shortest borders is taken. */
const ALIKE = 0.02;

/** Divides parts into districts that hang together and weigh about the same; a seed gives the same division everywhere. */
export function divideParts(
  graph: PartGraph,
  { count, seed }: { count: number; seed: number },
): Division | { readonly refused: DivisionRefusal } {
  const refused = refuse(graph, count);
  if (refused) return { refused };
  const rate = (districtOf: readonly number[]) => ({
    districtOf,
    balance: balanceOf(weightsOfDistricts(graph, districtOf, count))!, // every weight is known
    cut: bordersCut(graph, districtOf),
  });
  const random = createRandom(seed);
  const drawn = Array.from({ length: RANDOM_DIVISIONS }, () => rate(randomDivision(graph, count, random)));
  drawn.sort(mostEvenFirst);
  const evened = drawn.slice(0, EVENED).map(({ districtOf }) => rate(evenOut(graph, districtOf, count)));
  const least = Math.min(...evened.map(({ balance }) => balance.variation));
  const randomVariation = medianOf(drawn.map(({ balance }) => balance.variation));
  const most = Math.min(least + ALIKE, Math.max(least, randomVariation));
  const [best] = evened
    .filter(({ balance }) => balance.variation <= most)
    .sort((one, other) => one.cut - other.cut || mostEvenFirst(one, other));
  const { districtOf, balance } = best!; // the one with the least variation is among them
  return { districtOf, balance, randomVariation };
}

function refuse(graph: PartGraph, count: number): DivisionRefusal | null {
  if (!Number.isInteger(count) || count < 2) return "too-few-districts";
  if (graph.weights.length < count) return "too-few-parts";
  if (graph.weights.length > MOST_PARTS) return "too-many-parts";
  if (!hangsTogether(graph, new Set(graph.weights.keys()))) return "in-pieces";
  return graph.weights.some((weight) => weight > 0) ? null : "nothing-to-balance";
}

type Rated = { readonly balance: Balance };

const mostEvenFirst = (one: Rated, other: Rated): number => one.balance.variation - other.balance.variation;

/** Of an even number of values in order, the mean of the two in the middle. */
const medianOf = (ordered: readonly number[]): number =>
  (ordered[(ordered.length >> 1) - 1]! + ordered[ordered.length >> 1]!) / 2; // a hundred values
