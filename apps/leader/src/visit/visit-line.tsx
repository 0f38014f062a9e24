import { isVisitDue, isWithinRhythm } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ClusterLine } from "./own-visits.ts";
import { useStandingWords } from "./use-visit-lines.ts";

/** Households to be visited: where, how many, and since when it is time. */
export function VisitLine({ line }: { line: ClusterLine }): ReactNode {
  const { t } = useTranslation();
  const { id, name, households } = line.cluster;
  return (
    <a className="line visit-line" href={`#/visit/${id}`}>
      <strong>{name}</strong>
      <span className="quiet">{t("leader.visit.households", { count: households })}</span>
      <Standing line={line} />
    </a>
  );
}

/** How households stand, by colour and word. */
export function Standing({ line }: { line: ClusterLine }): ReactNode {
  const { t } = useTranslation();
  const wordsOf = useStandingWords();
  if (line.isPending) return <span className="pending">{t("leader.visit.pending")}</span>;
  const isLate = isVisitDue(line.standing) && !isWithinRhythm(line.standing);
  return <span className={isLate ? "standing standing--late" : "standing"}>{wordsOf(line)}</span>;
}
