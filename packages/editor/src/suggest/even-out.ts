import { hangsTogether, weightsOfDistricts } from "./part-graph.ts";
import type { PartGraph } from "./part-graph.ts";

type Gift = { readonly part: number; readonly to: number; readonly gain: number };

/** Ends it where gains are as small as what rounding leaves. */
const LEAST_GAIN = 1e-9;

/**
 * Gives parts on a border to the district across it, the best gift first, as long as weights become more even and every
 * district stays whole: the automatic zoning procedure (S. Openshaw, "A geographical solution to scale and aggregation
 * problems in region-building, partitioning and spatial modelling", Transactions of the Institute of British Geographers
 * 2(4), 1977) in its steepest form. A part moves three times at most on average, which bounds the time.
 */
export function evenOut(graph: PartGraph, start: readonly number[], count: number): readonly number[] {
  const districtOf = [...start];
  const sums = weightsOfDistricts(graph, districtOf, count);
  for (let moves = 3 * districtOf.length; moves > 0; moves -= 1) {
    const gift = listGifts(graph, districtOf, sums).find(({ part }) => canLeave(graph, districtOf, part));
    if (!gift) break;
    const weight = graph.weights[gift.part]!; // a gift is of a part
    sums[districtOf[gift.part]!]! -= weight; // every part has a district, every district a sum
    sums[gift.to]! += weight; // as above
    districtOf[gift.part] = gift.to;
  }
  return districtOf;
}

/** Gifts that make the sum of squares smaller, the best first: (A-w)² + (B+w)² is 2w(A-B-w) less than A² + B². */
function listGifts(
  { weights, beside }: PartGraph,
  districtOf: readonly number[],
  sums: readonly number[],
): Gift[] {
  const gifts: Gift[] = [];
  const total = sums.reduce((all, sum) => all + sum, 0);
  for (const [part, weight] of weights.entries()) {
    const from = districtOf[part]!; // every part has a district
    const across = new Set((beside[part] ?? []).map((other) => districtOf[other]!)); // as above
    for (const to of across) {
      const gain = to === from ? 0 : weight * (sums[from]! - sums[to]! - weight); // every district has a sum
      if (gain > LEAST_GAIN * total * total) gifts.push({ part, to, gain });
    }
  }
  return gifts.sort((one, other) => other.gain - one.gain || one.part - other.part || one.to - other.to);
}

/** True when the rest of a part's district is there and still hangs together. */
function canLeave(graph: PartGraph, districtOf: readonly number[], part: number): boolean {
  const rest = new Set([...districtOf.keys()].filter((other) => districtOf[other] === districtOf[part]));
  rest.delete(part);
  return rest.size > 0 && hangsTogether(graph, rest);
}
