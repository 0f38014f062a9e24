import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ageText } from "../format.ts";
import type { Format } from "../format.ts";
import { lostSince, standsSince } from "../live/live-state.ts";
import type { LiveState } from "../live/live-state.ts";

/**
 * Whether the picture is live, and how old the oldest of its moving numbers is; a broken connection is said loudly, and so is
 * a part of the picture that cannot be had, or is not told of what changes, although the server is heard.
 */
export function DataAge(props: {
  live: LiveState;
  /** When the oldest of the numbers shown was true; null = none shown yet. */
  asOf: Date | null;
  /** When what cannot be had was true, by this machine's clock; 0 = it has never come, null = everything can be had. */
  behindSince: number | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { live, asOf, behindSince, now, format } = props;
  const { t } = useTranslation();
  const ageMs = asOf === null ? null : now.getTime() - asOf.getTime();
  const since = standsSince(live, behindSince);
  const standing = live.status === "live" && since !== null ? "behind" : live.status;
  const words = {
    connecting: () => t("live.connecting"),
    live: () => t("live.live"),
    behind: () =>
      since ? t("live.behind", { time: format.instant(new Date(since), now) }) : t("live.missing"),
    lost: () => t("live.lost", { time: format.instant(lostSince(live), now) }),
  };
  return (
    <div className="data-age" role="status" data-live={standing}>
      <i className="data-age__light" aria-hidden="true" />
      <strong>{words[standing]()}</strong>
      {standing !== "behind" && ( // two times beside each other would be taken for one
        <span className="data-age__age">
          {ageMs === null && t("live.noData")}
          {ageMs !== null &&
            (ageMs < 2_000 ? t("live.dataNow") : t("live.dataAge", { age: ageText(ageMs, t) }))}
        </span>
      )}
    </div>
  );
}
