import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeAway } from "./code-away.tsx";
import type { OwnOutline } from "./known-ground.ts";
import { MapHint } from "./map-hint.tsx";
import type { Work } from "./work.ts";

const GridMap = lazy(() =>
  import("./grid-map.tsx")
    .then(({ GridMap: Shown }) => ({ default: Shown }))
    .catch(() => ({ default: CodeAway })),
);

/** One's grid with one's work on it; the map's code comes when somebody opens it. */
export function MapPage({ work, before }: { work: Work; before: OwnOutline | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="map-page">
      <h1 className="spoken">{t("leader.nav.map")}</h1>
      <MapHint work={work} />
      <Suspense fallback={<div className="map map--coming">{t("map.loading")}</div>}>
        <GridMap work={work} before={before} spot={null} onTap={null} />
      </Suspense>
    </div>
  );
}
