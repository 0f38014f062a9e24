import type { Plan } from "@getu/domain/redraw";
import { problemsWithin } from "@getu/editor";
import type { FixableProblem, Session, SizeRange } from "@getu/editor";
import { Button, Empty, Tag, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problems } from "../use-problems.ts";
import type { ChangeView } from "../view.ts";
import { squareMetreText } from "./quantity.ts";
import { SizeFilter } from "./size-filter.tsx";

/** So many are listed at once: a step can cross itself thousands of times. */
const MOST_LISTED = 100;

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
  const [range, setRange] = useState<SizeRange>({ least: null, most: null });
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
  const shown = problemsWithin(problems, range);
  const hidden = problems.length - shown.length;
  const rows = shown.slice(0, MOST_LISTED).map((problem, i) => ({ problem, key: `${problem.kind} ${i}` }));
  return (
    <>
      <SizeFilter range={range} onRange={setRange} />
      {hidden > 0 && (
        <Typography.Text type="secondary" role="status">
          {t("planner.problems.hidden", { count: hidden })}
        </Typography.Text>
      )}
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
      {shown.length > rows.length && (
        <Typography.Text type="secondary">
          {t("planner.problems.more", { count: shown.length - rows.length })}
        </Typography.Text>
      )}
    </>
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
        {[
          ...problem.grids.map((id) => plan.grids.get(id)?.name ?? id),
          ...(problem.squareMetres === null ? [] : [squareMetreText(problem.squareMetres)]),
        ].join(" · ")}
      </Typography.Text>
    </span>
  );
}
