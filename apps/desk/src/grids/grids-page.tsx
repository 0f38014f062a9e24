import { printAddress } from "@getu/domain";
import type { NamedGrid, Print, Territory } from "@getu/domain";
import { useBoundaries, useGrids, useLanguage } from "@getu/ui";
import { Button, Input, Segmented, Space, Table, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useTerritoryChoice } from "../territory-select.tsx";

/** Grids of every tier that are one's own, with what can be hung out or handed over of each. */
export function GridsPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <div className="desk__lines">
      <div className="desk__head">
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {t("desk.grids.title")}
        </Typography.Title>
        {field}
      </div>
      {territory && <TerritoryGrids key={territory.id} territory={territory} />}
    </div>
  );
}

function TerritoryGrids({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const [tier, setTier] = useState(0);
  const [search, setSearch] = useState("");
  const boundaries = useBoundaries(territory).data ?? null;
  const grids = useGrids(territory, boundaries, tier + 1);
  return (
    <>
      <Space wrap>
        <Segmented
          aria-label={t("desk.assess.tier")}
          value={tier}
          onChange={setTier}
          options={territory.tiers.map(({ name }, value) => ({ value, label: labelOf(name) }))}
        />
        <Input.Search
          allowClear
          placeholder={t("desk.assess.search")}
          aria-label={t("desk.assess.search")}
          onChange={({ target }) => setSearch(target.value.trim())}
        />
      </Space>
      <GridTable {...{ territory, tier, search }} grids={grids} />
    </>
  );
}

type GridTableProps = {
  territory: Territory;
  tier: number;
  search: string;
  grids: readonly NamedGrid[] | null;
};

function GridTable({ territory, tier, search, grids }: GridTableProps): ReactNode {
  const { t } = useTranslation();
  const names = new Map(grids?.map(({ id, name }) => [id, name]));
  const aboveOf = ({ parentId }: NamedGrid): string => (parentId === null ? "" : (names.get(parentId) ?? ""));
  const rows = grids?.filter(
    (grid) => grid.tier === tier && `${aboveOf(grid)} ${grid.name}`.includes(search),
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
        { key: "above", title: t("desk.grids.above"), render: (_, grid) => aboveOf(grid) || "—" },
        { key: "name", title: t("desk.grids.name"), dataIndex: "name" },
        {
          key: "print",
          title: t("desk.grids.print"),
          render: (_, grid) => (
            <PrintButtons isWhole={tier < territory.tiers.length - 1} {...{ territory, grid }} />
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
