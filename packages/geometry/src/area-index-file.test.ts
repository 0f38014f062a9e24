import fc from "fast-check";
import { expect, test } from "vitest";
import { at, latticeUpTo, polygonOf, TESSELLATION_SIZE, tessellation, wildArea } from "../test/arbitrary.ts";
import { createAreaIndex, openAreaIndex } from "./area-index.ts";

const square = polygonOf([[0, 0], [10, 0], [10, 10], [0, 10]], [[2, 2], [2, 4], [4, 4], [4, 2]]); // prettier-ignore

test("an index that was saved and opened answers everything as before", () => {
  const made = fc.tuple(tessellation, fc.array(wildArea, { maxLength: 12 }));
  fc.assert(
    fc.property(made, ([{ areas }, wild]) => {
      const index = createAreaIndex([...areas, ...wild]);
      const opened = openAreaIndex(index.toBuffer());
      for (const point of latticeUpTo(TESSELLATION_SIZE)) {
        expect(opened.locate(at(point))).toEqual(index.locate(at(point)));
      }
    }),
    { seed: 31, numRuns: 4 },
  );
}, 60_000);

test("an index without areas can be saved", () => {
  expect(openAreaIndex(createAreaIndex([]).toBuffer()).ownerOf([121.5, 31.2])).toBe(-1);
});

test("the buffer can be handed to a worker: it is moved, not copied, and opens there", () => {
  const buffer = createAreaIndex([square]).toBuffer();
  const moved = structuredClone(buffer, { transfer: [buffer] });
  expect(buffer.byteLength).toBe(0);
  expect(openAreaIndex(moved).ownerOf(at([1, 1]))).toBe(0);
  expect(openAreaIndex(moved).ownerOf(at([3, 3]))).toBe(-1);
});

test("a file that is cut off anywhere is refused", () => {
  const buffer = createAreaIndex([square]).toBuffer();
  for (let length = 0; length < buffer.byteLength; length++) {
    expect(() => openAreaIndex(buffer.slice(0, length))).toThrow(/cut off|no area index/);
  }
});

test("a file with any number changed is refused", () => {
  const buffer = createAreaIndex([square]).toBuffer();
  for (let byte = 0; byte < buffer.byteLength; byte++) {
    const bytes = new Uint8Array(buffer.slice(0));
    bytes[byte]! ^= 0x40;
    expect(() => openAreaIndex(bytes.buffer)).toThrow(/area index/);
  }
});

test("another file, or one of another format, is refused with its reason", () => {
  const text = new TextEncoder().encode(
    '{"type":"FeatureCollection","features":[]} and some more text behind it',
  );
  expect(() => openAreaIndex(text.slice().buffer)).toThrow("this is no area index");
  const numbers = new Int32Array(createAreaIndex([square]).toBuffer());
  numbers[1] = 99;
  expect(() => openAreaIndex(numbers.buffer)).toThrow("has format 99");
});
