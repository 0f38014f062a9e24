import { dutyAt } from "@getu/domain";
import type { Chain, NamedGrid } from "@getu/domain";
import { TreeSelect } from "antd";
import type { TreeSelectProps } from "antd";
import type { ReactNode } from "react";
import type { DeskWords } from "./use-desk-words.ts";
import { toDutyText } from "./duty-text.ts";

type Branch = { value: string; title: string; disabled: boolean; children: Branch[] };

type DutySelectProps = {
  words: DeskWords;
  /** What has climbed to this level is not handed below it; null = it has not climbed. */
  highest: number | null;
} & Pick<TreeSelectProps<string>, "id" | "value" | "onChange" | "placeholder">; // from the field of a form

/** Chooses who is to answer: a grid of the tree stands for the level of the chain that answers for it. */
export function DutySelect({ words, highest, ...given }: DutySelectProps): ReactNode {
  const { chain, grids } = words;
  return (
    <TreeSelect
      {...given}
      allowClear
      showSearch={{ treeNodeFilterProp: "title" }}
      loading={chain === null}
      treeData={chain ? [toTree(words, { chain, grids, highest })] : []}
      treeDefaultExpandedKeys={["0:"]}
    />
  );
}

type Tree = { chain: Chain; grids: readonly NamedGrid[]; highest: number | null };

/** The territory with everything below it. */
function toTree(words: DeskWords, { chain, grids, highest }: Tree): Branch {
  const below = Map.groupBy(grids, ({ parentId }) => parentId);
  const branchOf = (gridPath: string, gridId: number | null): Branch => {
    const duty = dutyAt(gridPath, chain);
    return {
      value: toDutyText(duty),
      title: words.duty(duty),
      disabled: highest !== null && duty.level > highest,
      children: (below.get(gridId) ?? []).map(({ id }) =>
        branchOf(gridPath === "" ? String(id) : `${gridPath}/${id}`, id),
      ),
    };
  };
  return branchOf("", null);
}
