import type { BasemapSource, Catalogue, Viewer } from "@getu/domain";
import type { Db } from "@getu/store";
import type { GridIndexes } from "./grid-indexes.ts";
import type { HeatSource } from "./heat-source.ts";

/** What every procedure may use: who asks, and what the composition root opened. */
export type Context = {
  viewer: Viewer;
  db: Db;
  catalogue: Catalogue;
  basemap: BasemapSource;
  gridIndexes: GridIndexes;
  heat: HeatSource;
};
