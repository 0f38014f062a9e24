import type { Benchmark } from "./benchmark.ts";
import { assignment } from "./rows/assignment.ts";
import { indexCost } from "./rows/index-cost.ts";

/** Everything there is to measure, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [assignment, indexCost];
