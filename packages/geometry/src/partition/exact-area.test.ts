import { expect, test } from "vitest";
import { createRandom } from "../../test/random.ts";
import { exactTwiceArea } from "./exact-area.ts";
import { nodeAt } from "./node-key.ts";

test("R13: areas of any extent within reach are whole and exact, as BigInt counts them", () => {
  const random = createRandom(53);
  for (let run = 0; run < 200; run++) {
    const points = Array.from(
      { length: 7 },
      () => [random.integer(0, 2 ** 27 - 1), random.integer(0, 2 ** 26 - 1)] as const,
    );
    const expected = points.reduce((sum, [px, py], i) => {
      const [qx, qy] = points[(i + 1) % points.length]!; // modulo length
      return sum + BigInt(px) * BigInt(qy) - BigInt(py) * BigInt(qx);
    }, 0n);
    expect(exactTwiceArea(points.map(([x, y]) => nodeAt(x, y)))).toBe(expected);
  }
  expect(exactTwiceArea([])).toBe(0n);
});
