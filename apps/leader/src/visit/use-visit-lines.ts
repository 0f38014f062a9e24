import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOwnEntries } from "../phone.tsx";
import type { Work } from "../work.ts";
import { standOf } from "./own-visits.ts";
import type { ClusterLine } from "./own-visits.ts";

/** The household clusters of one's grid as they stand, the most overdue first; null = never heard of. */
export function useVisitLines({ visits, now, territory, personId }: Work): readonly ClusterLine[] | null {
  const own = useOwnEntries(personId);
  const minute = Math.floor(now.getTime() / 60_000);
  const { timeZone } = territory;
  return useMemo(
    () => visits && standOf(visits.clusters, own, { now: new Date(minute * 60_000), timeZone }),
    [visits, own, minute, timeZone],
  );
}

/** Says how a cluster stands. */
export function useStandingWords(): (line: Pick<ClusterLine, "standing">) => string {
  const { t } = useTranslation();
  return ({ standing }) => {
    if (standing.kind === "later") return t("leader.visit.standing.later", { days: standing.daysLeft });
    if (standing.kind !== "due") return t(`leader.visit.standing.${standing.kind}`);
    const { daysLate: days } = standing;
    return days === 0 ? t("leader.visit.standing.today") : t("leader.visit.standing.late", { days });
  };
}
