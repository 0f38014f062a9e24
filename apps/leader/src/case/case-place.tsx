import type { Incident } from "@getu/domain";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";

const GridMap = lazy(async () => ({ default: (await import("../grid-map.tsx")).GridMap }));

/** Where it is, on a map that comes when somebody wants it. */
export function CasePlace({ incident, work }: { incident: Incident; work: Work }): ReactNode {
  const { t } = useTranslation();
  const [hasMap, setMap] = useState(false);
  if (!hasMap)
    return (
      <button type="button" className="button" onClick={() => setMap(true)}>
        {t("leader.case.showPlace")}
      </button>
    );
  return (
    <section aria-label={t("leader.report.place")}>
      <Suspense fallback={<div className="map map--coming">{t("map.loading")}</div>}>
        <GridMap work={work} spot={incident} onTap={null} before={null} />
      </Suspense>
    </section>
  );
}
