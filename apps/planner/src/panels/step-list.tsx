import type { PlanStep } from "@getu/domain/redraw";
import type { Attempt, History } from "@getu/editor";
import { Empty } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type StepListProps = {
  history: History;
  /** Steps of a draft that are not drawn, because it stands on other lines than those in force. */
  hidden: number;
};

/** What was done, the last on top. */
export function StepList({ history, hidden }: StepListProps): ReactNode {
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
          {attempt.steps.map((step) => t(`planner.step.${step.kind}`, namesIn(attempt, step))).join(" · ")}
        </li>
      ))}
    </ol>
  );
}

/** Whom a step is about, by the names of the time. */
function namesIn({ before, after }: Attempt, step: PlanStep): { grid: string; other: string } {
  const [one, other] = gridsOf(step);
  const name = (id: number | undefined): string =>
    id === undefined ? "" : ((before.grids.get(id) ?? after.grids.get(id))?.name ?? String(id));
  return { grid: name(one), other: name(other) };
}

function gridsOf(step: PlanStep): readonly number[] {
  if (step.kind === "split") return [step.owner];
  if (step.kind === "merge") return [step.keep, step.absorb];
  if (step.kind === "exchange") return [step.one, step.other];
  if (step.kind === "re-parent") return [step.grid, step.parent];
  if ("grid" in step) return [step.grid];
  return "to" in step && typeof step.to === "number" ? [step.to] : [];
}
