import type { Benchmark } from "./benchmark.ts";
import { assignment } from "./rows/assignment.ts";
import { assignmentInC } from "./rows/assignment-in-c.ts";
import { coverage } from "./rows/coverage.ts";
import { desk } from "./rows/desk.ts";
import { dragging } from "./rows/dragging.ts";
import { filing } from "./rows/filing.ts";
import { gridsOnTheWire } from "./rows/grids-on-the-wire.ts";
import { heat } from "./rows/heat.ts";
import { heatGrowth } from "./rows/heat-growth.ts";
import { hotRoutes } from "./rows/hot-routes.ts";
import { indexCost } from "./rows/index-cost.ts";
import { ingest } from "./rows/ingest.ts";
import { livePush } from "./rows/live-push.ts";
import { longDraft } from "./rows/long-draft.ts";
import { phone } from "./rows/phone.ts";
import { reassignment } from "./rows/reassignment.ts";
import { streetWall } from "./rows/street-wall.ts";
import { wall } from "./rows/wall.ts";
import { redraw } from "./rows/redraw.ts";
import { twentyEdits } from "./rows/twenty-edits.ts";

/** Everything there is to measure, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  assignment,
  assignmentInC,
  indexCost,
  reassignment,
  heat,
  heatGrowth,
  gridsOnTheWire,
  ingest,
  redraw,
  twentyEdits,
  dragging,
  longDraft,
  coverage,
  filing,
  desk,
  hotRoutes,
  livePush,
  streetWall,
  wall,
  phone,
];
