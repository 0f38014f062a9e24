import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** Terms below this add up exactly in doubles until the sum itself reaches it. */
const SAFE = 2 ** 52;

/** Twice the signed area of a ring as an exact whole number, whatever its extent. */
export function exactTwiceArea(nodes: readonly NodeKey[]): bigint {
  const [x0, y0] = [xOf(nodes[0] ?? 0), yOf(nodes[0] ?? 0)];
  let [total, sum, px, py] = [0n, 0, 0, 0];
  for (const node of nodes) {
    const [x, y] = [xOf(node) - x0, yOf(node) - y0];
    const [rise, fall] = [px * y, py * x];
    const term = rise - fall;
    if (Math.abs(rise) < SAFE && Math.abs(fall) < SAFE && Math.abs(sum + term) < SAFE) sum += term;
    else {
      total += BigInt(sum) + BigInt(px) * BigInt(y) - BigInt(py) * BigInt(x);
      sum = 0;
    }
    [px, py] = [x, y];
  }
  return total + BigInt(sum);
}
