import { createGridTree, findCondition, stageOf } from "@getu/domain";
import type {
  Action,
  Catalogue,
  Chain,
  Duty,
  GridTree,
  Incident,
  IncidentStatus,
  NamedGrid,
  Territory,
} from "@getu/domain";
import {
  categoryName,
  createFormat,
  dutyWords,
  useBoundaries,
  useCatalogue,
  useGrids,
  useLanguage,
  useLoopWords,
} from "@getu/ui";
import type { Format } from "@getu/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** How the desk calls things of one territory, in the screen's language and the place's own words. */
export type DeskWords = {
  format: Format;
  /** Of the territory: fields of times show its clocks. */
  timeZone: string;
  catalogue: Catalogue | null;
  chain: Chain | null;
  tree: GridTree<NamedGrid>;
  grids: readonly NamedGrid[];
  status: (status: IncidentStatus) => string;
  /** `3 派遣`: the stage of a status as the place counts them. */
  stage: (status: IncidentStatus) => { number: number; name: string; of: number } | null;
  action: (action: Action) => string;
  category: (incident: Pick<Incident, "category">) => string;
  condition: (matter: Pick<Incident, "category" | "condition">) => string;
  /** Names from the coarsest grid down; of no grid, what lies outside. */
  gridPath: (gridId: number | null) => string;
  /** Who answers: the level of the chain and the grid it answers for, where the viewer may know that. */
  duty: (duty: Duty) => string;
};

const NO_GRIDS: readonly NamedGrid[] = [];

/**
 * The words of a territory; until they are there, codes and dots stand for them. `besides`: grids that are spoken of
 * though they may lie where the viewer sees no others.
 */
export function useDeskWords(territory: Territory, besides: readonly NamedGrid[] = NO_GRIDS): DeskWords {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const catalogue = useCatalogue(territory.id).data ?? null;
  const loop = useLoopWords(territory.id).data ?? null;
  const boundaries = useBoundaries(territory).data ?? null;
  const grids = useGrids(territory, boundaries, territory.tiers.length) ?? NO_GRIDS;
  const tree = useMemo(() => createGridTree([...grids, ...besides]), [grids, besides]);
  return useMemo(() => {
    const nameOf = (gridId: number): string | null => tree.chainOf(gridId)[0]?.name ?? null;
    return {
      format: createFormat(language, territory.timeZone),
      timeZone: territory.timeZone,
      catalogue,
      chain: loop?.chain ?? null,
      tree,
      grids,
      status: (status) => (loop ? labelOf(loop.words.statuses[status]) : t(`status.${status}`)),
      stage(status) {
        if (!loop) return null;
        const { name, number } = stageOf(status, loop.words);
        return { number, name: labelOf(name), of: loop.words.stages.length };
      },
      action: (action) => (loop ? labelOf(loop.words.actions[action]) : "…"),
      category: (incident) => categoryName(incident, catalogue, labelOf),
      condition(matter) {
        const known = catalogue && findCondition(catalogue, matter);
        return known ? labelOf(known.name) : matter.condition;
      },
      gridPath(gridId) {
        if (gridId === null) return t("ticker.outside");
        const names = tree.chainOf(gridId).map(({ name }) => name);
        return names.length === 0 ? "…" : names.toReversed().join(" / ");
      },
      duty: (duty) =>
        dutyWords(duty, { chain: loop?.chain ?? null, whole: labelOf(territory.name), nameOf, labelOf }),
    } satisfies DeskWords;
  }, [language, territory, catalogue, loop, tree, grids, labelOf, t]);
}
