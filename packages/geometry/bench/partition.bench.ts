/* Prints how long edits of 2,000 cells and their validation take: `node packages/geometry/bench/partition.bench.ts`. */
import { loadavg } from "node:os";
import {
  applyChange,
  isRefusal,
  listEdges,
  loadPartition,
  toAreas,
  validatePartition,
} from "../src/partition/index.ts";
import { makeRings, MADE_ORIGIN, toOwnedAreas } from "../test/made-partition.ts";
import { createRandom } from "../test/random.ts";
import { EDITS, randomEdit } from "../test/random-edit.ts";

const ROUNDS = 300;

/** Wall time says what a person waits for, processor time what is ours when other programs run beside. */
function measure(work: () => void): { wall: number; cpu: number } {
  const [begin, before] = [performance.now(), process.threadCpuUsage()];
  work();
  const { user, system } = process.threadCpuUsage(before);
  return { wall: performance.now() - begin, cpu: (user + system) / 1000 };
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2).padStart(8);
  return `p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)}`;
}

function print(name: string, samples: readonly { wall: number; cpu: number }[]): void {
  const [wall, cpu] = [samples.map((sample) => sample.wall), samples.map((sample) => sample.cpu)];
  process.stdout.write(
    `${name.padEnd(12)} wall ms ${quantiles(wall)}   cpu ms ${quantiles(cpu)}  n ${samples.length}\n`,
  );
}

const repeat = (times: number, work: () => void) => Array.from({ length: times }, () => measure(work));

const owned = toOwnedAreas(makeRings({ columns: 50, rows: 40, seed: 1 }));
const loaded = loadPartition(owned, { origin: MADE_ORIGIN });
if (isRefusal(loaded)) throw new Error(loaded.refused);
const start = loaded;
process.stdout.write(
  `2,000 cells, ${listEdges(start).length} edges, load average ${loadavg()[0]?.toFixed(1)}\n`,
);
print(
  "load",
  repeat(10, () => loadPartition(owned, { origin: MADE_ORIGIN })),
);
print(
  "export",
  repeat(10, () => toAreas(start)),
);
print(
  "validate",
  repeat(20, () => validatePartition(start)),
);
const random = createRandom(1);
let partition = start;
let newOwner = 1_000_000;
for (const name of EDITS) {
  // Done and refused edits count alike: a person waits for both.
  print(
    name,
    repeat(ROUNDS, () => {
      const outcome = randomEdit(name, partition, { random, style: "ordinary", newOwner });
      const next = isRefusal(outcome) ? outcome : applyChange(partition, outcome);
      if (!isRefusal(next)) partition = next;
      newOwner += 100;
    }),
  );
}
