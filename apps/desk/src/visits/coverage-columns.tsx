import type { VisitCounts } from "@getu/domain";
import { Button, Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CountedRow } from "../figures-table.tsx";

/** A row of the coverage. */
export type CoverageRow = VisitCounts &
  CountedRow & {
    everyDays: number | null;
    ownDays: number | null;
  };

type CoverageActs = {
  onList: (row: CoverageRow) => void;
  /** Null = the rhythm is not theirs to set. */
  onRule: ((row: CoverageRow) => void) | null;
};

/** The columns of the coverage: the rate with what it stands on, and what is missing from it. */
export function useCoverageColumns({ onList, onRule }: CoverageActs): TableColumnsType<CoverageRow> {
  const { t } = useTranslation();
  const count = (of: "households" | "late" | "never" | "unset"): TableColumnsType<CoverageRow>[number] => ({
    title: t(`desk.visits.column.${of}`),
    width: 110,
    align: "end",
    render: (_, row) => row[of].toLocaleString("en-US"),
  });
  return [
    {
      title: t("desk.visits.column.grid"),
      fixed: "start",
      width: 200,
      render: (_, row) => <NameCell row={row} onList={onList} />,
    },
    {
      title: t("desk.visits.column.rhythm"),
      width: 210,
      render: (_, row) => <RhythmCell row={row} onRule={onRule} />,
    },
    count("households"),
    {
      title: t("desk.visits.column.covered"),
      width: 190,
      align: "end",
      render: (_, row) => <RateCell row={row} />,
    },
    count("late"),
    count("never"),
    count("unset"),
  ];
}

function NameCell({ row, onList }: { row: CoverageRow; onList: CoverageActs["onList"] }): ReactNode {
  const { t } = useTranslation();
  const { of, name, above, clusters } = row;
  return (
    <div className="visits__name">
      {of === "elsewhere" ? (
        <span>{name}</span>
      ) : (
        <Button
          type="link"
          className="visits__plain"
          aria-label={t("desk.visits.open", { grid: name, count: clusters })}
          onClick={() => onList(row)}
        >
          {name}
        </Button>
      )}
      {above !== null && <Typography.Text type="secondary">{above}</Typography.Text>}
    </div>
  );
}

function RhythmCell({ row, onRule }: { row: CoverageRow; onRule: CoverageActs["onRule"] }): ReactNode {
  const { t } = useTranslation();
  const { of, name, everyDays, ownDays } = row;
  if (of === "elsewhere") return "—";
  const isInherited = everyDays !== null && ownDays === null;
  return (
    <div className="visits__rhythm">
      <span>
        {everyDays === null ? t("desk.visits.noRhythm") : t("desk.visits.everyDays", { days: everyDays })}
        {isInherited && <Typography.Text type="secondary"> {t("desk.visits.inherited")}</Typography.Text>}
      </span>
      {onRule && (
        <Button
          type="link"
          className="visits__plain"
          aria-label={t("desk.visits.setRhythm", { grid: name })}
          onClick={() => onRule(row)}
        >
          {t("desk.visits.change")}
        </Button>
      )}
    </div>
  );
}

/** Of nothing there is no share. */
function RateCell({ row: { within, clusters } }: { row: CoverageRow }): ReactNode {
  return (
    <div className="visits__rate">
      {clusters > 0 && <strong>{`${((within / clusters) * 100).toFixed(1)}%`}</strong>}
      <span className="visits__parts">
        {within}/{clusters}
      </span>
    </div>
  );
}
