import type { Territory } from "@getu/domain";
import { useLive, useRefusalWords, useVisitCoverage } from "@getu/ui";
import { Alert, Spin, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ExportButton } from "../export-button.tsx";
import { useGridChoice } from "../grid-choice.tsx";
import { ClustersDrawer } from "./clusters-drawer.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import type { CoverageRow } from "./coverage-columns.tsx";
import { RhythmDialog } from "./rhythm-dialog.tsx";

/** How far visits keep their rhythm, by the grids of a tier; the rhythm is set here. */
export function TerritoryCoverage({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const { choice, fields } = useGridChoice(territory);
  const { tier } = choice;
  const [listed, setListed] = useState<CoverageRow | null>(null);
  const [ruled, setRuled] = useState<CoverageRow | null>(null);
  useLive(territory.id);
  const { coverage, setRhythm } = useVisitCoverage({ territoryId: territory.id, tier });
  const { data, error, isFetching } = coverage;
  return (
    <>
      <div className="desk__choices">
        {fields}
        {isFetching && <Spin size="small" />}
        <ExportButton what="visits" territoryId={territory.id} asked={{ tier }} />
      </div>
      {error && <Alert type="error" showIcon title={wordsFor(error)} />}
      {data?.total.clusters === 0 && <Alert type="info" showIcon title={t("desk.visits.empty")} />}
      {data && (
        <>
          <Typography.Text type="secondary">{t("desk.visits.hint", { today: data.today })}</Typography.Text>
          <CoverageTable {...{ territory, choice, coverage: data }} onList={setListed} onRule={setRuled} />
          <ClustersDrawer
            territory={territory}
            row={listed}
            today={data.today}
            onClose={() => setListed(null)}
          />
        </>
      )}
      {ruled && <RhythmDialog row={ruled} onSet={setRhythm} onClose={() => setRuled(null)} />}
    </>
  );
}
