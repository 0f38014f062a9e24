import { ENOUGH_FOR_A_RATE, RATES } from "@getu/domain";
import type { Figure, GridFigures } from "@getu/domain";
import { Tooltip, Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AnswerCell, Count, RateCell } from "./figure-cells.tsx";

/** One row: a grid, what lies in none, or all of it. */
export type AssessRow = GridFigures & {
  of: number | "elsewhere" | "all";
  name: string;
  above: string | null;
};

/** Opens the list behind a number of a row. */
export type OpenRow = (row: AssessRow, figure: Figure) => void;

/** A heading that says on request what is counted. */
function Heading({
  column,
}: {
  column: "onTime" | "exempt" | "late" | "moved" | "answer" | "reopened" | "found" | "satisfied";
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Tooltip title={t(`desk.assess.means.${column}`, { least: ENOUGH_FOR_A_RATE })}>
      <span className="assess__heading" tabIndex={0}>
        {t(`desk.assess.column.${column}`)}
      </span>
    </Tooltip>
  );
}

/** The columns of the assessment: the fact first, what was excused beside it, both with what they stand on. */
export function useAssessColumns(onOpen: OpenRow): TableColumnsType<AssessRow> {
  const { t } = useTranslation();
  const rate = (name: keyof typeof RATES): TableColumnsType<AssessRow>[number] => ({
    title: <Heading column={name} />,
    width: 150,
    align: "end",
    render: (_, row) => (
      <RateCell figures={row} rate={name} of={RATES[name]} onOpen={(figure) => onOpen(row, figure)} />
    ),
  });
  const count = (figure: "late" | "moved"): TableColumnsType<AssessRow>[number] => ({
    title: <Heading column={figure} />,
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
      width: 170,
      align: "end",
      render: (_, row) => <AnswerCell figures={row} onOpen={(figure) => onOpen(row, figure)} />,
    },
    rate("reopened"),
    rate("found"),
    rate("satisfied"),
  ];
}
