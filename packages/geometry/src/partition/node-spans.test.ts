import fc from "fast-check";
import { expect, test } from "vitest";
import { at, placeOf } from "../../test/squares.ts";
import { projectOnto } from "./border-snap.ts";
import { isCrossingSpan } from "./clearance.ts";
import { EDIT_TOLERANCE, nodeSpans } from "./node-spans.ts";

const span = (x1: number, y1: number, x2: number, y2: number) => ({ a: at(x1, y1), b: at(x2, y2) });

test("R4: a crossing becomes a node of both spans, rounded to whole units", () => {
  const pieces = nodeSpans([span(0, 0, 10, 10), span(0, 9, 10, 0)], EDIT_TOLERANCE);
  expect(pieces).toHaveLength(4);
  const ends = pieces!.flatMap(({ a, b }) => [a, b]); // settles
  expect(ends.filter((node) => node === at(5, 5))).toHaveLength(4);
});

test("R4: a node near a span is inserted into it, one farther away is not", () => {
  const near = nodeSpans([span(0, 0, 100, 1), span(50, 1, 50, 40)], EDIT_TOLERANCE);
  expect(near).toHaveLength(3);
  const far = nodeSpans([span(0, 0, 100, 1), span(50, 2, 50, 40)], EDIT_TOLERANCE);
  expect(far).toHaveLength(2);
});

test("R4: spans that lie on each other become one piece that names both, ~i where it runs against span i", () => {
  const pieces = nodeSpans([span(0, 0, 10, 0), span(20, 0, 5, 0)], EDIT_TOLERANCE)!; // settles
  const named = pieces.map(({ a, b, sources }) => [
    placeOf(a)[0],
    placeOf(b)[0],
    sources.toSorted((i, j) => i - j),
  ]);
  expect(named.sort((p, q) => Number(p[0]) - Number(q[0]))).toEqual([
    [0, 5, [0]],
    [5, 10, [~1, 0]],
    [10, 20, [~1]],
  ]);
});

test(
  "R4: after noding nothing crosses and no node lies within the tolerance of a piece it does not end",
  { timeout: 60_000 },
  () => {
    const coordinate = fc.integer({ min: 0, max: 40 });
    const spans = fc.array(fc.tuple(coordinate, coordinate, coordinate, coordinate), {
      minLength: 2,
      maxLength: 14,
    });
    fc.assert(
      fc.property(spans, (all) => {
        const pieces = nodeSpans(
          all.map(([a, b, c, d]) => span(a, b, c, d)),
          EDIT_TOLERANCE,
        )!; // small figures settle
        const nodes = new Set(pieces.flatMap(({ a, b }) => [a, b]));
        for (const piece of pieces) {
          expect(pieces.some((other) => isCrossingSpan(piece, other))).toBe(false);
          for (const node of nodes) {
            if (node === piece.a || node === piece.b) continue;
            const { distance, x, y } = projectOnto(piece, node);
            const isBeside = ![piece.a, piece.b].some(
              (end) => projectOnto({ a: end, b: end }, node).distance === distance,
            );
            if (isBeside) expect(distance, `${x} ${y}`).toBeGreaterThan(EDIT_TOLERANCE);
          }
        }
      }),
      { seed: 41, numRuns: 150 },
    );
  },
);
