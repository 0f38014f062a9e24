import type { Case } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import type { Work } from "../work.ts";

type CaseStepsProps = { found: Case; work: Work };

/** What has happened, the newest first, behind a line that opens. */
export function CaseSteps({ found, work }: CaseStepsProps): ReactNode {
  const { t } = useTranslation();
  const { actionName, dutyName } = useLoopNames(work.loop);
  return (
    <details className="card">
      <summary>{t("leader.case.history", { count: found.steps.length })}</summary>
      <ol className="steps">
        {found.steps.toReversed().map((step) => (
          <li key={`${step.at.getTime()} ${step.action}`}>
            <strong>{actionName(step.action)}</strong> <ActorName found={found} actor={step.actor} />{" "}
            <time className="quiet">{work.format.moment(step.at, work.now)}</time>
            {step.doneAt && (
              <p className="quiet">{t("step.doneAt", { time: work.format.moment(step.doneAt, work.now) })}</p>
            )}
            {step.action === "redraw" && (
              <p>
                {t("leader.case.nowWith", { duty: dutyName(step.asked ?? step.ownerAfter, found.grids) })}
              </p>
            )}
            {step.reason !== null && <p dir="auto">{step.reason}</p>}
            {step.text !== null && <p dir="auto">{step.text}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}

type ActorNameProps = { found: Case; actor: Case["steps"][number]["actor"] };

/** Who acted: a colleague by name, a resident never. */
export function ActorName({ found, actor: { id, role } }: ActorNameProps): ReactNode {
  const { t } = useTranslation();
  if (role === "system") return t(id === "resident" ? "step.resident" : "step.house");
  return found.people[id] ?? t(`role.${role}`);
}
