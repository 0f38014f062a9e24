import type { Suggestion } from "@getu/editor";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** How even the proposed grids are, beside random ones. */
export function SuggestedNote({ suggested }: { suggested: Suggestion }): ReactNode {
  const { t } = useTranslation();
  const { balance, randomVariation } = suggested;
  const words = t("planner.suggest.found", {
    least: Math.round(balance.least),
    most: Math.round(balance.most),
    ratio: balance.least > 0 ? (balance.most / balance.least).toFixed(2) : "—",
    variation: balance.variation.toFixed(2),
    random: randomVariation.toFixed(2),
  });
  return <span>{words}</span>;
}
