import type { BasemapKind } from "@getu/domain";

/** Where the ground of a territory lies, or what of it is in and around one grid. */
export const groundPathOf = (territoryId: number, gridId: number | null = null): string =>
  gridId === null
    ? `/territories/${territoryId}/basemap`
    : `/territories/${territoryId}/grids/${gridId}/basemap`;

/** Where one layer of it lies. */
export const groundFile = (groundPath: string, kind: BasemapKind): string => `${groundPath}/${kind}.json`;
