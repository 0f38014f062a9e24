import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "./work.ts";

const GridMap = lazy(async () => ({ default: (await import("./grid-map.tsx")).GridMap }));

/** One's grid with one's work on it; the map's code comes when somebody opens it. */
export function MapPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="map-page">
      <h1 className="spoken">{t("leader.nav.map")}</h1>
      <Suspense fallback={<div className="map map--coming">{t("map.loading")}</div>}>
        <GridMap work={work} spot={null} onTap={null} />
      </Suspense>
    </div>
  );
}
