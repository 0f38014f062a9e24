import type { BasemapKind } from "@getu/domain";

/** Where the ground of a territory lies. */
export const groundPathOf = (territoryId: number): string => `/territories/${territoryId}/basemap`;

/** Where one layer of it lies. */
export const groundFile = (groundPath: string, kind: BasemapKind): string => `${groundPath}/${kind}.json`;
