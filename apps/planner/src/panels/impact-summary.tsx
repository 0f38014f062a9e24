import type { Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { briefOf } from "./impact-brief.ts";

/** What a draft changes in four lines, to be read before it is sent on its way. */
export function ImpactSummary({ impact }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const { grids, ...sums } = briefOf(impact);
  return (
    <ul className="planner__facts">
      <li>{t("planner.impact.brief.grids", grids)}</li>
      <li>{t("planner.impact.brief.people", sums)}</li>
      <li>{t("planner.impact.brief.work", sums)}</li>
      <li>{t("planner.impact.brief.points", sums)}</li>
    </ul>
  );
}
