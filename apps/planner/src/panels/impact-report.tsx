import type { Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ImpactSummary } from "./impact-summary.tsx";
import { ImpactTable } from "./impact-table.tsx";
import { LeaderLoads } from "./leader-loads.tsx";
import { RecordChanges } from "./record-changes.tsx";

/** All that somebody has to see of a change before they let it in: in short, old beside new, and before, after and change. */
export function ImpactReport({ impact }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="planner__report planner__effects" tabIndex={0} aria-label={t("planner.impact.title")}>
      <ImpactSummary impact={impact} />
      <RecordChanges records={impact.records} />
      <ImpactTable impact={impact} />
      <LeaderLoads leaders={impact.leaders} />
    </section>
  );
}
