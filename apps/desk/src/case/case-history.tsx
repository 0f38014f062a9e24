import type { Step } from "@getu/domain";
import { Card, Timeline, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusTag } from "../status-tag.tsx";
import { useActorWords } from "./actor-words.ts";
import type { CaseView } from "./case-view.ts";

type StepProps = Pick<CaseView, "found" | "words" | "now"> & { step: Step };

/** What a step does to the clock and to who is asked, in a few words. */
export function useEffects({ words, now }: Pick<CaseView, "words" | "now">): (step: Step) => string[] {
  const { t } = useTranslation();
  return (step) => {
    const at = (time: Date): string => words.format.moment(time, now);
    const effects: string[] = [];
    if (step.clock !== "none") effects.push(t(`desk.case.clock.${step.clock}`));
    if (step.correction) {
      const [from, to] = [step.correction.from, step.correction.to].map(
        (one) => `${words.category(one)} · ${words.condition(one)}`,
      );
      effects.unshift(t("desk.case.corrected", { from, to }));
    }
    if (step.action === "redraw" && step.ownerBefore?.gridPath !== step.ownerAfter.gridPath)
      effects.push(t("desk.case.ownedNow", { duty: words.duty(step.ownerAfter) }));
    if (step.until) effects.push(t("desk.case.until", { time: at(step.until) }));
    if (step.dueAt && step.clock !== "none") effects.push(t("deadline.due", { time: at(step.dueAt) }));
    if (step.asked) effects.push(t("desk.case.asks", { duty: words.duty(step.asked) }));
    if (step.climbedTo !== null) effects.push(t("desk.case.climbed"));
    if (step.duplicateOf !== null) effects.push(t("desk.case.mergedInto", { id: step.duplicateOf }));
    return effects;
  };
}

/** One step of a history: what, who, when, why, and what it did. */
export function StepEntry({ step, found, words, now }: StepProps): ReactNode {
  const actorWords = useActorWords({ found, words });
  const { t } = useTranslation();
  const effects = useEffects({ words, now })(step);
  return (
    <div className="case__step">
      <div>
        <strong>{words.action(step.action)}</strong>
        {step.from !== step.to && <StatusTag status={step.to} words={words} />}
        <Typography.Text type="secondary">{actorWords(step.actor)}</Typography.Text>
        <time dateTime={step.at.toISOString()}>{words.format.moment(step.at, now)}</time>
        {step.doneAt && (
          <Typography.Text type="secondary">
            {t("step.doneAt", { time: words.format.moment(step.doneAt, now) })}
          </Typography.Text>
        )}
      </div>
      {[step.reason, step.text].map(
        (said) =>
          said !== null && (
            <blockquote key={said} className="case__said">
              {said}
            </blockquote>
          ),
      )}
      {effects.length > 0 && <Typography.Text type="secondary">{effects.join(" · ")}</Typography.Text>}
    </div>
  );
}

/** Everything that happened, the newest first, and whether the record of it is whole. */
export function CaseHistory({ found, words, now }: CaseView): ReactNode {
  const { t } = useTranslation();
  const { brokenStep } = found;
  const steps = found.steps.map((step, i) => ({
    key: i,
    color: step.actor.role === "system" ? "gray" : "blue",
    content: <StepEntry {...{ step, found, words, now }} />,
  }));
  return (
    <Card
      size="small"
      title={t("desk.case.history", { count: steps.length })}
      extra={
        brokenStep === null ? (
          <Typography.Text type="secondary">✓ {t("desk.case.chainHolds")}</Typography.Text>
        ) : (
          <Typography.Text type="danger">
            ✗ {t("desk.case.chainBroken", { step: brokenStep })}
          </Typography.Text>
        )
      }
    >
      <Timeline items={steps.toReversed()} />
    </Card>
  );
}
