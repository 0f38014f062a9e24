import type { Action } from "@getu/domain";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StepEntry } from "./case-history.tsx";
import type { CaseView } from "./case-view.ts";

type ChangedMeanwhileProps = {
  view: CaseView;
  action: Action;
  /** How many steps there were when the form was opened. */
  seen: number;
};

/** What happened to the incident since a form was opened; nothing while nothing did. */
export function ChangedMeanwhile({ view, action, seen }: ChangedMeanwhileProps): ReactNode {
  const { t } = useTranslation();
  const { found, words, now } = view;
  const news = found.steps.slice(seen);
  if (news.length === 0) return null;
  const isGone = !found.actions.includes(action);
  return (
    <Alert
      type="warning"
      showIcon
      className="case__refusal"
      title={t("desk.case.changed")}
      description={
        <>
          {news.map((step) => (
            <StepEntry key={step.at.getTime()} {...{ step, found, words, now }} />
          ))}
          {isGone && <strong>{t("desk.case.gone", { action: words.action(action) })}</strong>}
        </>
      }
    />
  );
}
