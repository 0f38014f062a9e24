import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";
import { isOnToday } from "./own-visits.ts";
import type { ClusterLine } from "./own-visits.ts";
import { useVisitLines } from "./use-visit-lines.ts";
import { VisitLine } from "./visit-line.tsx";

/** All households of the grid: those to be visited first. */
export function VisitsPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const lines = useVisitLines(work);
  const total = work.visits?.total ?? 0;
  return (
    <>
      <a className="back" href="#/today">
        ‹ {t("leader.case.back")}
      </a>
      <header className="head">
        <h1>{t("leader.visit.title")}</h1>
        <p className="quiet">{t("leader.visit.privacy")}</p>
      </header>
      {lines === null && <p className="empty">{t("leader.visit.unknown")}</p>}
      {lines && (
        <>
          <Lines title={t("leader.visit.due")} lines={lines.filter(isOnToday)} />
          <Lines title={t("leader.visit.rest")} lines={lines.filter((line) => !isOnToday(line))} />
        </>
      )}
      {lines && total > lines.length && (
        <p className="hint">{t("leader.visit.cut", { shown: lines.length, total })}</p>
      )}
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly ClusterLine[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title}
        <span className="count">{lines.length}</span>
      </h2>
      <ul className="lines">
        {lines.map((line) => (
          <li key={line.cluster.id}>
            <VisitLine line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}
