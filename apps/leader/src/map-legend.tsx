import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MARK_KINDS } from "./map-marks.ts";
import type { Mark } from "./map-marks.ts";
import { WAYS_MOVED } from "./ground-change.ts";
import type { MovedPart } from "./ground-change.ts";

type MapLegendProps = { marks: readonly Mark[]; hasPlaces: boolean; moved: readonly MovedPart[] };

/** Says what the signs on the map mean: of those that are on it. */
export function MapLegend({ marks, hasPlaces, moved }: MapLegendProps): ReactNode {
  const { t } = useTranslation();
  const kinds = MARK_KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  const shown = hasPlaces ? [...kinds, "place" as const] : kinds;
  const ways = WAYS_MOVED.filter((way) => moved.some((part) => part.way === way));
  return (
    <ul className="legend" aria-label={t("leader.map.legend")}>
      {shown.map((kind) => (
        <li key={kind}>
          <i className={`sample sample--${kind}`} />
          {t(`leader.map.kind.${kind}`)}
        </li>
      ))}
      {[...ways, ...(ways.length > 0 ? (["before"] as const) : [])].map((way) => (
        <li key={way}>
          <i className={`sample sample--${way}`} />
          {t(`leader.map.moved.${way}`)}
        </li>
      ))}
    </ul>
  );
}
