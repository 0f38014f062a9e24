import type { Plan } from "@getu/domain/redraw";
import type { FixableProblem, Session } from "@getu/editor";
import { Button, Empty, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problems } from "../use-problems.ts";
import type { ChangeView } from "../view.ts";

type ProblemListProps = {
  problems: Problems;
  plan: Plan;
  change: ChangeView;
  session: Session;
  /** The proposal is to be looked at. */
  onShow: () => void;
};

/** What is wrong, the gravest first, each with the way there and, where one is known, a fix that is shown before it is done. */
export function ProblemList({ problems, plan, change, session, onShow }: ProblemListProps): ReactNode {
  const { t } = useTranslation();
  if (!problems) return <Typography.Text type="secondary">{t("planner.problems.checking")}</Typography.Text>;
  if (problems.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("planner.problems.none")} />;
  const zoom = ({ at }: FixableProblem): void => {
    if (at) change({ goal: { position: at } });
  };
  const propose = (problem: FixableProblem): void => {
    if (!problem.fix) return;
    zoom(problem);
    session.send({ type: "propose", steps: [problem.fix] });
    onShow();
  };
  const rows = problems.map((problem, i) => ({ problem, key: `${problem.kind} ${i}` }));
  return (
    <ul className="planner__problems">
      {rows.map(({ problem, key }) => (
        <li key={key}>
          <Tag color={problem.severity === "error" ? "error" : "warning"}>
            {problem.severity === "error" ? "✕" : "△"}
          </Tag>
          <ProblemWords problem={problem} plan={plan} />
          {problem.at && (
            <Button size="small" onClick={() => zoom(problem)}>
              {t("planner.problems.zoom")}
            </Button>
          )}
          {problem.fix && (
            <Button size="small" type="primary" onClick={() => propose(problem)}>
              {t("planner.problems.fix")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function ProblemWords({ problem, plan }: { problem: FixableProblem; plan: Plan }): ReactNode {
  const { t, i18n } = useTranslation();
  const key = `planner.problem.${problem.kind}`;
  return (
    <span className="planner__problem">
      {i18n.exists(key) ? t(key as "planner.problem.gap") : problem.kind}
      {problem.isOld && <Typography.Text type="secondary"> · {t("planner.problems.old")}</Typography.Text>}
      <br />
      <Typography.Text type="secondary">
        {problem.grids.map((id) => plan.grids.get(id)?.name ?? id).join(" · ")}
      </Typography.Text>
    </span>
  );
}
