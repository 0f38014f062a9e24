import { createGridTree } from "@getu/domain";
import type { Action, Duty, IncidentStatus, Label, NamedGrid } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { useTranslation } from "react-i18next";
import type { Work } from "./work.ts";

/** How the office calls things of the loop; until its words are there, the product's own. */
export type LoopNames = {
  actionName: (action: Action) => string;
  statusName: (status: IncidentStatus) => string;
  /** Who answers: the grid and the level of the chain, with the grids that a history speaks of. */
  dutyName: (duty: Duty, grids: readonly NamedGrid[]) => string;
};

/** The names of the loop in the screen's language. */
export function useLoopNames(loop: Work["loop"]): LoopNames {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return {
    actionName(action) {
      const name: Label | undefined = loop?.words.actions[action]; // kept from before the action came
      return name ? labelOf(name) : "…";
    },
    statusName: (status) => (loop ? labelOf(loop.words.statuses[status]) : t(`status.${status}`)),
    dutyName({ level, gridPath }, grids) {
      const name = loop?.chain.levels[level]?.name;
      const levelName = name ? labelOf(name) : "…";
      if (gridPath === "") return levelName;
      const [grid] = createGridTree(grids).chainOf(Number(gridPath.split("/").at(-1)));
      return grid ? `${grid.name} · ${levelName}` : levelName;
    },
  };
}
