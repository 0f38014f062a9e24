import { createCoverageCount } from "@getu/domain";
import type { CameraView, CoveragePart, GridGround } from "@getu/domain";
import { databaseNow, readCoverageSite } from "@getu/store";
import type { Db } from "@getu/store";

/** What is known of a territory's coverage as of a moment, by the boundaries of a version. */
export type CountedCoverage = {
  asOf: Date;
  version: number;
  /** Something was imported after it, and it is being counted anew. */
  isOutdated: boolean;
  grids: ReadonlyMap<GridGround["gridId"], GridGround>;
  views: ReadonlyMap<CameraView["cameraId"], CameraView>;
  buildings: number;
};

/** Counts what cameras see. */
export type CoverageSource = {
  /**
   * With every change of a camera in it that the feed has told, as of the moment until which it has told them; null = it
   * is being counted for the first time. While the whole is counted anew it is what was counted last, and says so.
   */
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
    const { version, site, cameras } = await readCoverageSite(db, id);
    const part = createCoverageCount(site, cameras).all();
    return { asOf, version, isOutdated: false, buildings: site.buildings.length, ...byIds(part) };
  },
});
