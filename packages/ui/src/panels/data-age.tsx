import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ageText } from "../format.ts";
import type { Format } from "../format.ts";
import { lostSince } from "../live/live-state.ts";
import type { LiveState } from "../live/live-state.ts";

/** Whether the picture is live, and how old the oldest of its moving numbers is; a broken connection is said loudly. */
export function DataAge(props: {
  live: LiveState;
  /** When the oldest of the numbers shown was true; null = none shown yet. */
  asOf: Date | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { live, asOf, now, format } = props;
  const { t } = useTranslation();
  const ageMs = asOf === null ? null : now.getTime() - asOf.getTime();
  return (
    <div className="data-age" role="status" data-live={live.status}>
      <i className="data-age__light" aria-hidden="true" />
      <strong>
        {live.status === "lost"
          ? t("live.lost", { time: format.clock(lostSince(live)) })
          : t(`live.${live.status}`)}
      </strong>
      <span className="data-age__age">
        {ageMs === null && t("live.noData")}
        {ageMs !== null &&
          (ageMs < 2_000 ? t("live.dataNow") : t("live.dataAge", { age: ageText(ageMs, t) }))}
      </span>
    </div>
  );
}
