import type { Chain, Duty, Label } from "@getu/domain";

/** How levels and grids are called; `whole` is the name of the territory, null where it goes without saying. */
export type DutyNames = {
  chain: Chain | null;
  whole: string | null;
  nameOf: (gridId: number) => string | null;
  labelOf: (label: Label) => string;
};

/** Who answers: the grid, where the viewer may know it, and the level of the chain; dots while names are on their way. */
export function dutyWords({ level, gridPath }: Duty, { chain, whole, nameOf, labelOf }: DutyNames): string {
  const levelName = chain?.levels[level]?.name;
  const levelWords = levelName ? labelOf(levelName) : "…";
  const grid = gridPath === "" ? whole : nameOf(Number(gridPath.split("/").at(-1)));
  return grid === null ? levelWords : `${grid} · ${levelWords}`;
}
