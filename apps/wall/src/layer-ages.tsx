import { LAYER_KEYS } from "@getu/ui";
import type { Format } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SceneProps } from "./scenes/scene.ts";
import { useLegendAges } from "./use-legend-ages.ts";

/** Until when each layer of the map is known to be true, one time where all have the same, and what of them it leaves out. */
export function LayerAges({
  data,
  words: { format },
}: Pick<SceneProps, "data"> & { words: { format: Format } }): ReactNode {
  const { t } = useTranslation();
  const { live, slowNow, open, cameras, places, linesAnswer, watched } = data;
  const ages = useLegendAges(
    { incidents: open, cameras, places, grids: linesAnswer },
    { live, format, now: slowNow },
  );
  const times = new Set(LAYER_KEYS.map((key) => ages[key]));
  const [time] = times;
  const each = LAYER_KEYS.map((key) => `${t(`layers.${key}`)} ${ages[key] ?? "–"}`).join(" · ");
  return (
    <div className="panel layer-ages">
      <p>{times.size === 1 && time != null ? t("layers.asOf", { time }) : each}</p>
      {watched.marked !== null && <p>{t("layers.newest", { text: format.number(watched.marked) })}</p>}
    </div>
  );
}
