import type { Territory } from "@getu/domain";
import type { Impact, Plan } from "@getu/domain/redraw";
import { useCatalogue, useImpact, useLanguage, useRefusalWords } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Alert, Spin, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { balanceTable } from "../print/draft/balance-tables.ts";
import { movedThingTables } from "../print/draft/moved-tables.ts";
import { WholeTable } from "../print/table/whole-table.tsx";
import { changedRows, ImpactTable } from "./impact-table.tsx";
import { LeaderLoads } from "./leader-loads.tsx";
import { RecordChanges } from "./record-changes.tsx";
import { SupersededNote } from "./superseded-note.tsx";

type ImpactListProps = {
  territory: Territory;
  draft: OpenDraft;
  revision: number;
  /** What grids are called, where both are drawn. */
  compared: Record<"before" | "after", Plan>;
};

/** What publishing a draft would change or has changed; of one that is no more in force what is still known. */
export function ImpactList(props: ImpactListProps): ReactNode {
  return props.draft.state === "superseded" ? <SupersededNote {...props} /> : <GridImpactList {...props} />;
}

/** Grid by grid, the worst first (R18). */
function GridImpactList({ territory, draft, revision, compared }: ImpactListProps): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const { data: impact, error } = useImpact({ territoryId: territory.id, draftId: draft.id }, revision);
  if (error) return <Alert type="warning" title={wordsFor(error)} />;
  if (!impact) return <Spin description={t("planner.impact.counting")} />;
  const changed = new Set([...changedRows(impact), ...impact.records].map(({ grid }) => grid));
  const untouched = impact.grids.filter(({ grid }) => !changed.has(grid)).length;
  return (
    <section className="planner__effects">
      <Typography.Text type="secondary">
        {t("planner.impact.total", { count: changed.size })}
        {untouched > 0 && t("planner.impact.bordering", { count: untouched })}
      </Typography.Text>
      <RecordChanges records={impact.records} />
      <ImpactTable impact={impact} />
      <ImpactTables {...{ territory, impact, compared }} />
    </section>
  );
}

type ImpactTablesProps = Pick<ImpactListProps, "territory" | "compared"> & { impact: Impact };

/** What each leader answers for, how even it is, and what moves by name: the latter two as on paper. */
function ImpactTables({ territory, impact, compared }: ImpactTablesProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { data: catalogue } = useCatalogue(territory.id);
  const things = catalogue ? movedThingTables({ impact, compared, catalogue, t, labelOf }) : [];
  return (
    <>
      <LeaderLoads leaders={impact.leaders} />
      <div className="planner__tables">
        {[balanceTable(impact, t), ...things].map((table) => (
          <WholeTable key={table.key} table={table} />
        ))}
      </div>
    </>
  );
}
