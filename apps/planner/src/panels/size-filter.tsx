import type { SizeRange } from "@getu/editor";
import { InputNumber } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type SizeFilterProps = { range: SizeRange; onRange: (range: SizeRange) => void };

/** From which size to which problems are looked at: small gaps hide large ones, and large ones small. */
export function SizeFilter({ range, onRange }: SizeFilterProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="planner__sizes" role="group" aria-label={t("planner.problems.size")}>
      <span>{t("planner.problems.size")}</span>
      <InputNumber
        min={0}
        aria-label={t("planner.problems.least")}
        placeholder={t("planner.problems.least")}
        value={range.least}
        onChange={(least) => onRange({ ...range, least })}
      />
      <span aria-hidden>–</span>
      <InputNumber
        min={0}
        aria-label={t("planner.problems.most")}
        placeholder={t("planner.problems.most")}
        value={range.most}
        onChange={(most) => onRange({ ...range, most })}
      />
      <span>m²</span>
    </div>
  );
}
