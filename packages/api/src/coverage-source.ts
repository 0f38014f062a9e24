import { createCoverageCount } from "@getu/domain";
import type { CameraView, CoveragePart, GridGround } from "@getu/domain";
import { databaseNow, readCoverageSite } from "@getu/store";
import type { Db } from "@getu/store";

/** What is known of a territory's coverage as of a moment. */
export type CountedCoverage = {
  asOf: Date;
  grids: ReadonlyMap<GridGround["gridId"], GridGround>;
  views: ReadonlyMap<CameraView["cameraId"], CameraView>;
  buildings: number;
};

/** Counts what cameras see. */
export type CoverageSource = {
  /** With every change of a camera in it that the feed has told; null = it is being counted. */
  find(territory: { id: number }): Promise<CountedCoverage | null>;
};

/** Parts by their ids. */
export const byIds = ({ grids, views }: CoveragePart): Pick<CountedCoverage, "grids" | "views"> => ({
  grids: new Map(grids.map((grid) => [grid.gridId, grid])),
  views: new Map(views.map((view) => [view.cameraId, view])),
});

/** Counts anew at every question, in the process that asks. */
export const createDirectCoverage = (db: Db): CoverageSource => ({
  async find({ id }) {
    const asOf = await databaseNow(db);
    const { site, cameras } = await readCoverageSite(db, id);
    const part = createCoverageCount(site, cameras).all();
    return { asOf, buildings: site.buildings.length, ...byIds(part) };
  },
});
