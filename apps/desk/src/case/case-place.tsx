import type { Territory } from "@getu/domain";
import { DEFAULT_ACCURACY_METRES } from "@getu/domain";
import { useBasemap } from "@getu/ui";
import { Alert, Card, Spin, Typography } from "antd";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CaseView } from "./case-view.ts";

/** MapLibre is larger than the rest of the page: it comes after it. */
const CaseMap = lazy(() => import("./case-map.tsx").then(({ CaseMap }) => ({ default: CaseMap })));

/** Where it lies, and whether that is certain. */
export function CasePlace({ found, words, territory }: CaseView & { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const basemap = useBasemap(territory.id);
  const { incident, outline } = found;
  const { position, gridCurrent, neighbourGridId, nearBorder, distanceToBorderMetres, accuracyMetres } =
    incident;
  const accuracy = t(`desk.case.accuracy.${accuracyMetres === null ? "assumed" : "known"}`, {
    metres: words.format.number(Math.round(accuracyMetres ?? DEFAULT_ACCURACY_METRES)),
  });
  return (
    <Card size="small" title={t("desk.case.place")} className="case__place">
      {nearBorder && gridCurrent !== null && (
        <Alert
          type="warning"
          showIcon
          title={t(neighbourGridId === null ? "desk.case.nearEdge" : "desk.case.nearBorder", {
            grid: words.gridPath(neighbourGridId),
            metres: words.format.number(Math.round(distanceToBorderMetres ?? 0)),
            accuracy,
          })}
        />
      )}
      {gridCurrent === null && <Alert type="warning" showIcon title={t("desk.case.outside")} />}
      <div className="case__ground">
        <Suspense fallback={<Spin />}>
          {basemap && <CaseMap {...{ territory, basemap, incident, outline }} />}
        </Suspense>
      </div>
      <Typography.Text type="secondary" copyable={{ text: `${position[0]}, ${position[1]}` }}>
        {position[0]}, {position[1]}
      </Typography.Text>
    </Card>
  );
}
