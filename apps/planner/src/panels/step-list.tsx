import type { PlanStep } from "@getu/domain/redraw";
import { attemptBox, ownersTouched } from "@getu/editor";
import type { Attempt, History } from "@getu/editor";
import { Button, Empty, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeView } from "../view.ts";

type StepListProps = {
  history: History;
  /** Steps of a draft that are not drawn, because it stands on other lines than those in force. */
  hidden: number;
  change: ChangeView;
};

/** What was done, the last on top, each with the way there. */
export function StepList({ history, hidden, change }: StepListProps): ReactNode {
  const { t } = useTranslation();
  const { done } = history;
  if (done.length === 0) {
    const words = hidden > 0 ? t("planner.steps.hidden", { count: hidden }) : t("planner.steps.none");
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words} />;
  }
  const rows = done.map((attempt, i) => ({ attempt, number: i + 1 })).toReversed();
  return (
    <ol className="planner__steps" reversed>
      {rows.map(({ attempt, number }) => (
        <li key={number}>
          <div className="planner__step">
            <StepWords attempt={attempt} />
            <Button size="small" onClick={() => change({ goal: { bbox: attemptBox(attempt) } })}>
              {t("planner.problems.zoom")}
            </Button>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A suggested division touches more than anybody reads. */
const MOST_NAMES = 3;

/** What was done and, where the words do not say it themselves, to whom. */
function StepWords({ attempt }: { attempt: Attempt }): ReactNode {
  const { t } = useTranslation();
  const words = attempt.steps.map((step) => t(`planner.step.${step.kind}`, namesIn(attempt, step)));
  const isNamed = attempt.steps.some((step) => gridsOf(step).length > 0);
  const touched = isNamed ? [] : ownersTouched(attempt).filter((owner) => owner > 0);
  const names = touched.slice(0, MOST_NAMES).map((owner) => nameIn(attempt, owner));
  return (
    <span className="planner__problem">
      {words.join(" · ")}
      {names.length > 0 && (
        <>
          <br />
          <Typography.Text type="secondary">
            {names.join(" · ")}
            {touched.length > MOST_NAMES && " …"}
          </Typography.Text>
        </>
      )}
    </span>
  );
}

/** What a grid is called by the names of the time. */
const nameIn = ({ before, after }: Attempt, id: number): string =>
  (before.grids.get(id) ?? after.grids.get(id))?.name ?? String(id);

/** Whom a step is about, by the names of the time. */
function namesIn(attempt: Attempt, step: PlanStep): { grid: string; other: string } {
  const [grid = "", other = ""] = gridsOf(step).map((id) => nameIn(attempt, id));
  return { grid, other };
}

function gridsOf(step: PlanStep): readonly number[] {
  if (step.kind === "split") return [step.owner];
  if (step.kind === "merge") return [step.keep, step.absorb];
  if (step.kind === "exchange") return [step.one, step.other];
  if (step.kind === "re-parent") return [step.grid, step.parent];
  if ("grid" in step) return [step.grid];
  return "to" in step && typeof step.to === "number" ? [step.to] : [];
}
