import { ENOUGH_FOR_A_RATE, RATES } from "@getu/domain";
import type { Figure, GridFigures } from "@getu/domain";
import { Tooltip, Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CountedRow } from "../figures-table.tsx";
import { AnswerCell, Count, RateCell } from "./figure-cells.tsx";

/** A row of the assessment. */
export type AssessRow = GridFigures & CountedRow;

/** Opens the list behind a number of a row. */
export type OpenRow = (row: AssessRow, figure: Figure) => void;

type MeaningfulColumn = keyof typeof RATES | "late" | "moved" | "answer";

/** A heading that says on request what is counted. */
function Heading({ column }: { column: MeaningfulColumn }): ReactNode {
  const { t } = useTranslation();
  return (
    <Tooltip title={t(`desk.assess.means.${column}`, { least: ENOUGH_FOR_A_RATE })}>
      <span className="assess__heading">{t(`desk.assess.column.${column}`)}</span>
    </Tooltip>
  );
}

/** The columns of the assessment: the fact first, what was excused beside it, both with what they stand on. */
export function useAssessColumns(onOpen: OpenRow): TableColumnsType<AssessRow> {
  const { t } = useTranslation();
  // On the cell and not in it: the table measures its columns by a hidden copy of what stands in the headings.
  const meaning = (column: MeaningfulColumn) => ({
    "aria-description": t(`desk.assess.means.${column}`, { least: ENOUGH_FOR_A_RATE }),
  });
  const rate = (name: keyof typeof RATES): TableColumnsType<AssessRow>[number] => ({
    title: <Heading column={name} />,
    onHeaderCell: () => meaning(name),
    width: 150,
    align: "end",
    render: (_, row) => (
      <RateCell figures={row} rate={name} of={RATES[name]} onOpen={(figure) => onOpen(row, figure)} />
    ),
  });
  const count = (figure: "late" | "moved"): TableColumnsType<AssessRow>[number] => ({
    title: <Heading column={figure} />,
    onHeaderCell: () => meaning(figure),
    width: 100,
    align: "end",
    render: (_, row) => <Count figures={row} figure={figure} onOpen={(opened) => onOpen(row, opened)} />,
  });
  return [
    {
      title: t("desk.assess.column.grid"),
      fixed: "start",
      width: 150,
      render: (_, { name, above }) => (
        <div className="assess__name">
          <span>{name}</span>
          {above !== null && <Typography.Text type="secondary">{above}</Typography.Text>}
        </div>
      ),
    },
    rate("onTime"),
    rate("exempt"),
    count("late"),
    count("moved"),
    {
      title: <Heading column="answer" />,
      onHeaderCell: () => meaning("answer"),
      width: 170,
      align: "end",
      render: (_, row) => <AnswerCell figures={row} onOpen={(figure) => onOpen(row, figure)} />,
    },
    rate("reopened"),
    rate("found"),
    rate("satisfied"),
  ];
}
