import type { Visit } from "@getu/domain";
import { isolated, useVisitHistory } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";

/** What came of visits before, as far as the phone has heard of them. */
export function PastVisits({ work, clusterId }: { work: Work; clusterId: number }): ReactNode {
  const { t } = useTranslation();
  const { data } = useVisitHistory({ territoryId: work.territory.id, clusterId });
  if (!data) return null;
  return (
    <section className="card" aria-labelledby="past">
      <h2 id="past">{t("leader.visit.history")}</h2>
      {data.visits.length === 0 && <p className="quiet">{t("leader.visit.noHistory")}</p>}
      <ul className="steps">
        {data.visits.map((visit) => (
          <li key={visit.id}>
            <PastVisit visit={visit} work={work} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PastVisit({ visit, work }: { visit: Visit; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { format, now } = work;
  const { outcome, visitor, occurredAt, note, incidentId, needs } = visit;
  return (
    <>
      <strong>{t(`leader.visit.outcome.${outcome}`)}</strong>{" "}
      <span className="quiet">
        {visitor ?? t("leader.visit.somebody")} · {format.moment(new Date(occurredAt), now)}
      </span>
      {note !== null && <p dir="auto">{note}</p>}
      {incidentId !== null && (
        <p>
          <a className="link" href={`#/case/${incidentId}`}>
            {t("leader.visit.yield.incident")} #{incidentId}
          </a>
        </p>
      )}
      {needs.map(({ id, kind, text, answer }) => (
        <div key={id}>
          <p>{t(`leader.visit.asked.${kind}`, { text: isolated(text ?? t("wordsGone")) })}</p>
          {answer && <AnswerGiven answer={answer} work={work} />}
        </div>
      ))}
    </>
  );
}

type Answer = NonNullable<Visit["needs"][number]["answer"]>;

/** What was answered; where that was corrected, when, and what somebody may have been told before. */
function AnswerGiven({ answer, work }: { answer: Answer; work: Work }): ReactNode {
  const { t } = useTranslation();
  const before = answer.earlier.at(-1);
  return (
    <p className="quiet">
      {t("leader.visit.answered", { text: isolated(answer.text ?? t("wordsGone")) })}
      {before && (
        <>
          <strong className="corrected">
            {t("leader.visit.corrected", { time: work.format.moment(new Date(answer.at), work.now) })}
          </strong>
          <del>{t("leader.visit.before", { text: isolated(before.text ?? t("wordsGone")) })}</del>
        </>
      )}
    </p>
  );
}
