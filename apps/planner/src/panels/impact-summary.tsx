import { RECORD_FIELDS } from "@getu/domain/redraw";
import type { Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { briefOf } from "./impact-brief.ts";

/** What a change comes to in a few lines, to be read before it is sent on its way. */
export function ImpactSummary({ impact }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const { grids, isGroundMoved, records, ...sums } = briefOf(impact);
  const said = RECORD_FIELDS.filter((field) => records.fields[field] > 0).map((field) =>
    t("planner.impact.brief.field", {
      field: t(`planner.impact.record.field.${field}`),
      count: records.fields[field],
    }),
  );
  return (
    <ul className="planner__facts">
      <li>{t("planner.impact.brief.grids", grids)}</li>
      {records.grids > 0 && (
        <li>{t("planner.impact.brief.records", { count: records.grids, fields: said.join("、") })}</li>
      )}
      {isGroundMoved ? (
        <>
          <li>{t("planner.impact.brief.people", sums)}</li>
          <li>{t("planner.impact.brief.work", sums)}</li>
          <li>{t("planner.impact.brief.points", sums)}</li>
        </>
      ) : (
        <li>{t("planner.impact.brief.noGround")}</li>
      )}
    </ul>
  );
}
