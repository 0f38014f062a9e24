import { createGridTree } from "@getu/domain";
import type { GrantPlace, NamedGrid, Scope, Territory } from "@getu/domain";
import { useBoundaries, useGrids, useLanguage, useTerritories } from "@getu/ui";
import { Form, Select, TreeSelect } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toGridBranches } from "./grid-branches.ts";

type GridItemProps = {
  territory: Territory;
  /** The grids one of which has to be chosen, or what lies below them; absent = any, and none = the whole territory. */
  within?: Scope["within"];
};

/** Chooses a part of a territory in the tree of its grids. */
export function GridItem({ territory, within }: GridItemProps): ReactNode {
  const { t } = useTranslation();
  const boundaries = useBoundaries(territory).data ?? null;
  const grids = useGrids(territory, boundaries, territory.tiers.length);
  const asked = t("screens.gridNeeded");
  return (
    <Form.Item
      name="gridId"
      label={t("people.grid")}
      {...(within && { rules: [{ required: true, message: asked }] })}
    >
      <TreeSelect
        allowClear
        showSearch={{ treeNodeFilterProp: "title" }}
        loading={!grids}
        placeholder={within ? asked : t("desk.wholeTerritory")}
        treeData={toGridBranches(gridsWithin(grids ?? [], within))}
      />
    </Form.Item>
  );
}

/** Whoever answers for a part may see more than that. */
function gridsWithin(grids: readonly NamedGrid[], within: Scope["within"]): readonly NamedGrid[] {
  if (within === undefined) return grids;
  const tree = createGridTree(grids);
  return grids.filter(({ id }) => tree.chainOf(id).some((above) => within.includes(above.id)));
}

/** Fields of a form that say where something is to hold. */
export type PlaceFields = { territoryId: number | "all"; gridId?: number };

/** The place that the fields name. */
export const toPlace = ({ territoryId, gridId }: PlaceFields): GrantPlace =>
  territoryId === "all" ? { territoryId: null, gridId: null } : { territoryId, gridId: gridId ?? null };

/** Chooses a territory and, in the tree of its grids, a part of it. */
export function PlaceItems({ everywhere }: { everywhere: "offered" | "not offered" }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { data: territories = [] } = useTerritories();
  const territoryId = Form.useWatch<number | "all" | undefined>("territoryId");
  const territory = territories.find(({ id }) => id === territoryId);
  const options = territories.map(({ id, name }) => ({ value: id as number | "all", label: labelOf(name) }));
  if (everywhere === "offered") options.unshift({ value: "all", label: t("desk.everywhere") });
  return (
    <>
      <Form.Item name="territoryId" label={t("people.territory")} rules={[{ required: true }]}>
        <Select options={options} />
      </Form.Item>
      {territory && <GridItem key={territory.id} territory={territory} />}
    </>
  );
}
