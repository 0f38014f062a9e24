import { printAddress } from "@getu/domain";
import type { NamedGrid, Print, Territory } from "@getu/domain";
import { useBoundaries, useGrids, useLanguage } from "@getu/ui";
import { Button, Space, Table } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isLookedFor, useGridChoice } from "../grid-choice.tsx";
import type { GridChoice } from "../grid-choice.tsx";
import { PageHead } from "../page-head.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";

/** Grids of every tier that are one's own, with what can be hung out or handed over of each. */
export function GridsPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <div className="desk__lines">
      <PageHead title={t("desk.grids.title")}>{field}</PageHead>
      {territory && <TerritoryGrids key={territory.id} territory={territory} />}
    </div>
  );
}

function TerritoryGrids({ territory }: { territory: Territory }): ReactNode {
  const { choice, fields } = useGridChoice(territory);
  const boundaries = useBoundaries(territory).data ?? null;
  const grids = useGrids(territory, boundaries, choice.tier + 1);
  return (
    <>
      <div className="desk__choices">{fields}</div>
      <GridTable {...{ territory, choice, grids }} />
    </>
  );
}

type GridTableProps = {
  territory: Territory;
  choice: GridChoice;
  grids: readonly NamedGrid[] | null;
};

function GridTable({ territory, choice, grids }: GridTableProps): ReactNode {
  const { t } = useTranslation();
  const names = new Map(grids?.map(({ id, name }) => [id, name]));
  const aboveOf = ({ parentId }: NamedGrid): string | null =>
    parentId === null ? null : (names.get(parentId) ?? null);
  const rows = grids?.filter(
    (grid) => grid.tier === choice.tier && isLookedFor(choice, { name: grid.name, above: aboveOf(grid) }),
  );
  return (
    <Table<NamedGrid>
      rowKey="id"
      size="small"
      bordered
      loading={rows === undefined}
      dataSource={rows ?? []}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { key: "above", title: t("desk.grids.above"), render: (_, grid) => aboveOf(grid) ?? "—" },
        { key: "name", title: t("desk.grids.name"), dataIndex: "name" },
        {
          key: "print",
          title: t("desk.grids.print"),
          render: (_, grid) => (
            <PrintButtons isWhole={choice.tier < territory.tiers.length - 1} {...{ territory, grid }} />
          ),
        },
      ]}
    />
  );
}

type PrintButtonsProps = {
  territory: Territory;
  grid: NamedGrid;
  /** True for a grid of a tier that has others below it. */
  isWhole: boolean;
};

function PrintButtons({ territory, grid, isWhole }: PrintButtonsProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const kinds: readonly Exclude<Print, "draft">[] = isWhole ? ["board", "booklet"] : ["board"];
  return (
    <Space>
      {kinds.map((what) => (
        <Button
          key={what}
          size="small"
          target="_blank"
          href={printAddress({ territoryId: territory.id, what, id: grid.id }, language)}
        >
          {t(`print.${what}.open`)}
        </Button>
      ))}
    </Space>
  );
}
