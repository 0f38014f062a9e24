import type { CaseView, Office } from "@getu/domain";
import { createFormat, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { STAGES, stageOf, wordsOf } from "./stage.ts";

const standingOf = (place: number, present: number): "done" | "present" | "coming" => {
  if (place < present) return "done";
  return place === present ? "present" : "coming";
};

/** Where a case stands, in plain words. */
export function CaseSteps({ view, office }: { view: CaseView; office: Office }): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const format = createFormat(language, timeZone);
  const timeOf = (iso: string): string => format.moment(new Date(iso), new Date());
  const timeOfStage = (place: number): string | null => {
    if (place === 0) return timeOf(view.reportedAt); // one's own, also where others had reported it before
    const step = view.steps.findLast(({ status }) => stageOf(status) === place);
    return step ? timeOf(step.at) : null;
  };
  const category = office.categories.find(({ code }) => code === view.category);
  const present = stageOf(view.status);
  return (
    <section className="step">
      <h2>{category ? labelOf(category.name) : view.category}</h2>
      <p className="hint">
        {t("resident.follow.reported", { time: timeOf(view.reportedAt) })}
        {view.photos > 0 && ` · ${t("resident.follow.photos", { count: view.photos })}`}
      </p>
      <ol className="stages">
        {STAGES.map(({ key }, place) => (
          <li
            key={key}
            data-standing={standingOf(place, present)}
            aria-current={place === present ? "step" : undefined}
          >
            <strong>
              {t(`resident.stage.${key}.title`)} <time>{place <= present && timeOfStage(place)}</time>
            </strong>
            {place === present && <span>{t(wordsOf(view))}</span>}
          </li>
        ))}
      </ol>
      {view.answer !== null && (
        <blockquote className="answer">
          <h3>{t("resident.follow.answer")}</h3>
          <bdi>{view.answer}</bdi>
        </blockquote>
      )}
      {view.closedAt !== null && <p>{t("resident.follow.closed", { time: timeOf(view.closedAt) })}</p>}
      {view.closedAt === null && view.dueAt !== null && (
        <p>{t("resident.follow.due", { time: timeOf(view.dueAt) })}</p>
      )}
    </section>
  );
}
