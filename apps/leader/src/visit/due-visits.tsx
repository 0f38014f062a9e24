import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";
import { isOnToday } from "./own-visits.ts";
import { useVisitLines } from "./use-visit-lines.ts";
import { VisitLine } from "./visit-line.tsx";

const SHOWN = 3;

/** Whom to visit today, the most overdue first, and what is noted and not yet sent; nothing where no households are known. */
export function DueVisits({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const lines = useVisitLines(work);
  if (!lines || !work.visits || work.visits.total === 0) return null;
  const today = lines.filter(isOnToday);
  const due = today.filter(({ isPending }) => !isPending);
  const noted = today.filter(({ isPending }) => isPending);
  return (
    <section aria-labelledby="visits">
      <h2 id="visits">
        {t("leader.visit.due")}
        {due.length > 0 && <span className="count">{due.length}</span>}
      </h2>
      {due.length === 0 && <p className="empty">{t("leader.visit.none")}</p>}
      <ul className="lines">
        {[...due.slice(0, SHOWN), ...noted].map((line) => (
          <li key={line.cluster.id}>
            <VisitLine line={line} />
          </li>
        ))}
      </ul>
      <a className="button button--quiet" href="#/visits">
        {t("leader.visit.all", { count: work.visits.total })}
      </a>
    </section>
  );
}
