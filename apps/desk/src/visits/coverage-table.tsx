import type { Territory, VisitCoverage } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FiguresTable } from "../figures-table.tsx";
import { isLookedFor } from "../grid-choice.tsx";
import type { GridChoice } from "../grid-choice.tsx";
import { namesOf, useGridNames } from "../use-grid-names.ts";
import { useMay } from "../use-may.ts";
import { useCoverageColumns } from "./coverage-columns.tsx";
import type { CoverageRow } from "./coverage-columns.tsx";

type CoverageTableProps = {
  territory: Territory;
  choice: GridChoice;
  coverage: VisitCoverage;
  onList: (row: CoverageRow) => void;
  onRule: (row: CoverageRow) => void;
};

/** The grids of a tier with their visits, the sum on top; grids without households are left to the tiers above them. */
export function CoverageTable({
  territory,
  choice,
  coverage,
  onList,
  onRule,
}: CoverageTableProps): ReactNode {
  const { t } = useTranslation();
  const names = useGridNames(territory, choice.tier);
  const isRuler = useMay()("visit.rhythm", territory.id);
  const columns = useCoverageColumns({ onList, onRule: isRuler ? onRule : null });
  const { grids, elsewhere, total, everyDays } = coverage;
  const rows: CoverageRow[] = [
    { ...total, of: "all", name: t("desk.visits.total"), above: null, everyDays, ownDays: everyDays },
    ...grids
      .filter(({ clusters }) => clusters > 0)
      .map(({ gridId, ...counts }) => ({ ...counts, of: gridId, ...namesOf(names, gridId) }))
      .filter((row) => isLookedFor(choice, row)),
    ...(elsewhere.clusters === 0
      ? []
      : [
          {
            ...elsewhere,
            of: "elsewhere" as const,
            name: t("desk.visits.elsewhere"),
            above: null,
            everyDays: null,
            ownDays: null,
          },
        ]),
  ];
  return (
    <FiguresTable
      rows={rows}
      columns={columns}
      widthPx={900}
      isLoading={names.size === 0 && grids.length > 0}
    />
  );
}
