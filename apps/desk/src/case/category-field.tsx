import { useLanguage } from "@getu/ui";
import { Cascader } from "antd";
import type { ReactNode } from "react";
import type { DeskWords } from "../use-desk-words.ts";

type CategoryFieldProps = {
  words: DeskWords;
  id?: string;
  value?: string[];
  onChange?: (value: string[]) => void;
};

/** Chooses what an incident is about: area, category, filing condition. */
export function CategoryField({ words: { catalogue }, ...given }: CategoryFieldProps): ReactNode {
  const { labelOf } = useLanguage();
  const { areas = [], categories = [] } = catalogue ?? {};
  const options = areas.map(({ key, name }) => ({
    value: key,
    label: labelOf(name),
    children: categories
      .filter(({ area }) => area === key)
      .map((category) => ({
        value: category.code,
        label: labelOf(category.name),
        children: category.conditions.map((condition) => ({
          value: condition.key,
          label: labelOf(condition.name),
        })),
      })),
  }));
  return <Cascader {...given} options={options} showSearch allowClear={false} />;
}
