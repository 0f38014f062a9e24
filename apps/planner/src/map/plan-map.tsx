import type { BasemapSource, Territory } from "@getu/domain";
import type { Session, Snapper } from "@getu/editor";
import { Result, Spin } from "antd";
import { setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { View } from "../view.ts";
import { startMapWork } from "./map-work.ts";
import type { MapWork } from "./map-work.ts";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

type PlanMapProps = {
  territory: Territory;
  basemap: BasemapSource;
  session: Session;
  snapper: Snapper;
  view: View;
};

/** The map of the plan: one for as long as the screen is there, of the territory that it began with. */
export function PlanMap({ view, ...start }: PlanMapProps): ReactNode {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const begin = useRef(start);
  const [work, setWork] = useState<MapWork | "impossible" | null>(null);
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const onPainted = (): void => setPainted(true);
    const made = startMapWork(container.current!, { ...begin.current, onPainted }); // effects run after the element is there
    setWork(made ?? "impossible");
    return () => made?.end();
  }, []);
  useEffect(() => {
    if (work !== null && work !== "impossible")
      work.show({
        view,
        snapWord: (target) => t(`planner.snap.${target}`),
        gapWord: t("planner.gap"),
      });
  }, [work, view, t]);
  if (work === "impossible") return <Result status="warning" title={t("planner.noMap")} />;
  return (
    <>
      <div className="planner__canvas" ref={container} />
      {!isPainted && (
        <div className="planner__painting" role="status">
          <Spin description={t("map.loading")} />
        </div>
      )}
    </>
  );
}
