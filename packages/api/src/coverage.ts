import {
  bboxSchema,
  BLIND_TILE_LEVEL,
  blindSpotsOf,
  cameraViewsSchema,
  coverageSchema,
  sharesByRoot,
  sumShares,
  toHeatCells,
  wholeSecond,
} from "@getu/domain";
import type { Camera, CameraView, Coverage, HeatCells, Scope, Territory } from "@getu/domain";
import { databaseNow, listCameras, listGridRoots } from "@getu/store";
import type { Context } from "./context.ts";
import type { CountedCoverage } from "./coverage-source.ts";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

const DAY_MS = 86_400_000;

/** Long enough for places where things happen again and again, short enough for what cameras were put up since. */
const BLIND_DAYS = 90;

/** The number below which nothing of a small place is shown (brief: aggregated, default 5). */
const LEAST_INCIDENTS = 5;

/** More than a screen can name; the rest is counted. */
const MOST_SPOTS = 50;

type Asking = { ctx: Pick<Context, "db" | "heat"> & { territory: Territory; scope: Scope } };

async function recentHeat({ ctx: { db, heat, territory, scope } }: Asking): Promise<HeatCells | null> {
  if (territory.bbox === null) return null;
  const to = wholeSecond(await databaseNow(db));
  const from = new Date(to.getTime() - BLIND_DAYS * DAY_MS);
  const query = {
    from: from.toISOString(),
    to: to.toISOString(),
    bbox: territory.bbox,
    level: BLIND_TILE_LEVEL,
  };
  return toHeatCells(await heat.cells({ ...scope, query }));
}

function countCameras(cameras: readonly Camera[], views: CountedCoverage["views"]): Coverage["cameras"] {
  const counts = { verified: 0, assumed: 0, uncounted: 0 };
  for (const { id } of cameras) {
    const view = views.get(id);
    if (view) counts[view.certainty ?? "uncounted"]++; // else it came after the count
  }
  return counts;
}

async function coverageFor(asking: Asking, counted: CountedCoverage): Promise<Coverage> {
  const { db, scope } = asking.ctx;
  const [roots, cameras, heat] = await Promise.all([
    listGridRoots(db, scope),
    listCameras(db, scope),
    recentHeat(asking),
  ]);
  const grids = [...counted.grids.values()].filter(({ gridId }) => roots.has(gridId));
  const spots = heat ? blindSpotsOf(grids, heat, LEAST_INCIDENTS) : [];
  return {
    asOf: counted.asOf.toISOString(),
    isOutdated: counted.isOutdated,
    total: sumShares(grids),
    byGrid: sharesByRoot(grids, roots),
    cameras: countCameras(cameras, counted.views),
    buildings: counted.buildings,
    blind: {
      days: BLIND_DAYS,
      least: LEAST_INCIDENTS,
      count: spots.length,
      spots: spots.slice(0, MOST_SPOTS),
    },
  };
}

/**
 * How much of the ground cameras see, and where incidents gather unseen; null while it is being counted. Of other
 * boundaries than those in force nothing is told: grids that were cut anew would be missing in the sums.
 */
const get = territoryProcedure("coverage.read")
  .input(territoryInputSchema)
  .output(coverageSchema.nullable())
  .query(async ({ ctx }) => {
    const counted = await ctx.coverage.find(ctx.territory);
    return counted?.version === ctx.territory.version ? coverageFor({ ctx }, counted) : null;
  });

/** What each camera sees, of those that the viewer may know of; null while it is being counted. */
const views = territoryProcedure("camera.read")
  .input(territoryInputSchema.extend({ bbox: bboxSchema.optional() }))
  .output(cameraViewsSchema.nullable())
  .query(async ({ ctx, input }) => {
    const counted = await ctx.coverage.find(ctx.territory);
    if (!counted) return null;
    const cameras = await listCameras(ctx.db, { ...ctx.scope, bbox: input.bbox });
    const views = cameras.flatMap(({ id }): CameraView[] => {
      const view = counted.views.get(id);
      return view && view.certainty !== null ? [view] : [];
    });
    return { isOutdated: counted.isOutdated, views };
  });

/** How far cameras see. */
export const coverageRouter = router({ get, views });
