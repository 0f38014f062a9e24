import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MARK_KINDS } from "./map-marks.ts";
import type { Mark } from "./map-marks.ts";

/** Says what the signs on the map mean: of those that are on it. */
export function MapLegend({ marks, hasPlaces }: { marks: readonly Mark[]; hasPlaces: boolean }): ReactNode {
  const { t } = useTranslation();
  const kinds = MARK_KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
  const shown = hasPlaces ? [...kinds, "place" as const] : kinds;
  return (
    <ul className="legend" aria-label={t("leader.map.legend")}>
      {shown.map((kind) => (
        <li key={kind}>
          <i className={`sample sample--${kind}`} />
          {t(`leader.map.kind.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
