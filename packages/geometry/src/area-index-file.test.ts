import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  latticeUpTo,
  ORIGIN,
  polygonOf,
  TESSELLATION_SIZE,
  tessellation,
  wildArea,
} from "../test/arbitrary.ts";
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

const points = latticeUpTo(TESSELLATION_SIZE);
const units = Int32Array.from(points.flatMap(([x, y]) => [ORIGIN[0] + x, ORIGIN[1] + y]));

test("the buffer can be posted to a worker: it is moved, not copied, and gives the same owners there", async () => {
  const index = createAreaIndex([square]);
  const buffer = index.toBuffer();
  const worker = new Worker(new URL("../test/owner-worker.ts", import.meta.url));
  try {
    worker.postMessage({ buffer, units }, [buffer]);
    expect(buffer.byteLength).toBe(0);
    const [owners] = (await once(worker, "message")) as [Int32Array];
    expect(owners).toEqual(index.ownersOf(units));
  } finally {
    await worker.terminate();
  }
});

test("an index goes through a file on disk", () => {
  const directory = mkdtempSync(join(tmpdir(), "getu-area-index-"));
  try {
    const index = createAreaIndex([square]);
    writeFileSync(join(directory, "index"), new Uint8Array(index.toBuffer()));
    const opened = openAreaIndex(new Uint8Array(readFileSync(join(directory, "index"))).buffer);
    expect(opened.ownersOf(units)).toEqual(index.ownersOf(units));
    expect(opened.bytes).toBe(index.bytes);
  } finally {
    rmSync(directory, { recursive: true });
  }
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
