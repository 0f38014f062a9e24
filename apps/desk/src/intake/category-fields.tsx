import type { Catalogue } from "@getu/domain";
import { matchCategory, useLanguage } from "@getu/ui";
import { Form, Radio, Select, Space } from "antd";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "../severity-tag.tsx";
import type { CallDraft } from "./call-draft.ts";
import type { FieldProps } from "./field-props.ts";

function useOptions({ areas, categories }: Pick<Catalogue, "areas" | "categories">) {
  const { labelOf } = useLanguage();
  return useMemo(
    () =>
      areas.map(({ key, name }) => ({
        label: labelOf(name),
        options: categories
          .filter(({ area }) => area === key)
          .map((category) => ({
            value: category.code,
            label: labelOf(category.name),
          })),
      })),
    [areas, categories, labelOf],
  );
}

/** What kind of matter it is, found by typing, and by which condition it is filed: that sets weight and deadline. */
export function CategoryFields({
  catalogue,
  draft,
  problem,
  onChange,
}: FieldProps & { catalogue: Catalogue }): ReactNode {
  const { t } = useTranslation();
  const options = useOptions(catalogue);
  const category = catalogue.categories.find(({ code }) => code === draft.category);
  function choose(code: string): void {
    const chosen = catalogue.categories.find((each) => each.code === code);
    onChange({ category: code, condition: chosen?.conditions[0]?.key ?? null });
  }
  return (
    <>
      <Form.Item
        label={t("desk.intake.category")}
        htmlFor="intake-category"
        required
        {...problem("category")}
      >
        <Select
          id="intake-category"
          showSearch={{
            filterOption: (typed, option) =>
              option !== undefined &&
              "value" in option &&
              catalogue.categories.some(
                (each) => each.code === option.value && matchCategory(each, typed) !== null,
              ),
          }}
          placeholder={t("desk.intake.categoryExample")}
          value={draft.category}
          options={options}
          onChange={choose}
        />
      </Form.Item>
      {category && <ConditionField category={category} draft={draft} onChange={onChange} />}
    </>
  );
}

type ConditionProps = Pick<FieldProps, "onChange"> & {
  category: Catalogue["categories"][number];
  draft: CallDraft;
};

function ConditionField({ category, draft, onChange }: ConditionProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (
    <Form.Item label={t("desk.intake.condition")}>
      <Radio.Group
        value={draft.condition}
        onChange={({ target }) => onChange({ condition: String(target.value) })}
        options={category.conditions.map(({ key, name, severity }) => ({
          value: key,
          label: (
            <Space size={8}>
              {labelOf(name)}
              <SeverityTag severity={severity} />
            </Space>
          ),
        }))}
      />
    </Form.Item>
  );
}
