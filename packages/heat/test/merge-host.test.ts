import { afterAll, expect, test, vi } from "vitest";
import { buildSegment } from "../src/build-segment.ts";
import type { SegmentParts } from "../src/build-segment.ts";
import { createColumns } from "../src/columns.ts";
import { createMergeHost } from "../src/index.ts";
import { rowsOfSegment } from "../src/heat-segment.ts";

const root = { level: 9, x: 0, y: 0, depth: 13 };

/** Made-up rows, in no order of time. */
function someParts(rows: number): SegmentParts {
  const added = createColumns(rows);
  for (let row = 0; row < rows; row++) {
    added.time[row] = (row * 7919) % 100_003;
    added.x[row] = (row * 31) % 65_536;
    added.y[row] = (row * 17) % 65_536;
    added.kind[row] = row % 50;
  }
  return { segments: [], added, withdrawn: createColumns(0), options: { root, matrixFromRows: 1000 } };
}

vi.setConfig({ testTimeout: 30_000 });

const host = createMergeHost();
afterAll(() => host.close());

test("a worker builds the very segment that this thread builds", async () => {
  const parts = someParts(20_000);
  const built = await host.build(parts);
  expect(built).toEqual(buildSegment(parts));
  const more = { ...someParts(500), segments: [built] };
  expect(await host.build(more)).toEqual(buildSegment(more));
});

test("this thread runs on while the worker merges", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const built = await host.build(someParts(400_000));
  clearInterval(timer);
  expect(rowsOfSegment(built)).toBe(400_000);
  expect(ticks).toBeGreaterThan(5);
});

test("a segment's memory is shared with the worker, not copied", async () => {
  const built = await host.build(someParts(10));
  expect(built.added.columns.time.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test("what the worker cannot build is rejected, and the next build succeeds", async () => {
  const broken = { ...someParts(10), added: null } as unknown as SegmentParts; // a bug in the caller
  await expect(host.build(broken)).rejects.toThrow(/heat merge failed/);
  expect(rowsOfSegment(await host.build(someParts(10)))).toBe(10);
});

test("a worker that ends rejects its builds, and the next build starts another", async () => {
  const owed = host.build(someParts(300_000));
  await host.close();
  await expect(owed).rejects.toThrow(/ended with code/);
  expect(rowsOfSegment(await host.build(someParts(10)))).toBe(10);
});
