import type { Benchmark } from "./benchmark.ts";
import { assignment } from "./rows/assignment.ts";
import { gridsOnTheWire } from "./rows/grids-on-the-wire.ts";
import { hotRoutes } from "./rows/hot-routes.ts";
import { indexCost } from "./rows/index-cost.ts";
import { ingest } from "./rows/ingest.ts";
import { livePush } from "./rows/live-push.ts";

/** Everything there is to measure, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  assignment,
  indexCost,
  gridsOnTheWire,
  ingest,
  hotRoutes,
  livePush,
];
