import { Panel } from "@getu/ui";
import type { Format } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LayersThen } from "./use-layers-then.ts";

/** Of which time each layer of the map is, and what is not known of then. */
export function LayersThenPanel(props: { then: LayersThen; now: Date; format: Format }): ReactNode {
  const { then, now, format } = props;
  const { t } = useTranslation();
  const { heat } = then;
  const facts = {
    heat:
      heat.most === 0
        ? t("scene.yesterday.heatNone")
        : t("scene.yesterday.heatOf", {
            radius: format.number(heat.radiusMetres),
            text: format.number(heat.most),
          }),
    cameras: useCameraWords(then, format),
    grids: useBoundaryWords(then, { now, format }),
    places: t("scene.yesterday.placesNone"),
  } as const;
  return (
    <Panel name="layers-then" title={t("scene.yesterday.layers")}>
      <dl className="facts facts--long">
        {(["heat", "cameras", "grids", "places"] as const).map((layer) => (
          <div key={layer}>
            <dt>{t(layer === "heat" ? "scene.yesterday.heat" : `layers.${layer}`)}</dt>
            <dd>{facts[layer]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const WITHOUT_VERSION = { now: "gridsNow", coming: "gridsComing", first: "gridsFirst" } as const;

function useBoundaryWords(
  { boundaries }: LayersThen,
  { now, format }: { now: Date; format: Format },
): string {
  const { t } = useTranslation();
  if (boundaries.kind !== "known") return t(`scene.yesterday.${WITHOUT_VERSION[boundaries.kind]}`);
  const { version, since } = boundaries;
  return t("scene.yesterday.gridsOf", { version, since: format.day(since, now) });
}

function useCameraWords({ unknownCameras }: LayersThen, format: Format): string {
  const { t } = useTranslation();
  if (unknownCameras === null) return t("scene.yesterday.camerasNone");
  if (unknownCameras === 0) return t("scene.yesterday.camerasAll");
  return t("scene.yesterday.camerasSome", { text: format.number(unknownCameras) });
}
