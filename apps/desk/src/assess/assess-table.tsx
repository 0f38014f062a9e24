import type { Assessment, Territory } from "@getu/domain";
import type { MonthChoice } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FiguresTable } from "../figures-table.tsx";
import { useAssessColumns } from "./assess-columns.tsx";
import type { AssessRow } from "./assess-columns.tsx";
import { CountedDrawer } from "./counted-drawer.tsx";
import type { OpenNumber } from "./counted-drawer.tsx";

type AssessTableProps = {
  territory: Territory;
  choice: MonthChoice;
  assessment: Assessment;
  search: string;
};

/** The grids of a tier with their figures, in their own order: the sum on top, and no ranking below it. */
export function AssessTable({ territory, choice, assessment, search }: AssessTableProps): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenNumber | null>(null);
  const { month, grids, elsewhere, total } = assessment;
  const gridRows = grids.map(({ gridId, ...row }): AssessRow => ({ ...row, of: gridId }));
  const rows: AssessRow[] = [
    { ...total, of: "all", name: t("desk.assess.total"), above: null },
    ...gridRows.filter(({ name, above }) => `${above ?? ""} ${name}`.includes(search)),
    { ...elsewhere, of: "elsewhere", name: t("desk.assess.elsewhere"), above: null },
  ];
  const columns = useAssessColumns(({ of, name }, figure) =>
    setOpen({ name, choice: { ...choice, month, figure, of } }),
  );
  return (
    <>
      <FiguresTable rows={rows} columns={columns} widthPx={1270} />
      <CountedDrawer territory={territory} open={open} onClose={() => setOpen(null)} />
    </>
  );
}
