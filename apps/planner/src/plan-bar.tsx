import type { Territory } from "@getu/domain";
import type { Session } from "@getu/editor";
import { Button, Tag, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStaleFindings } from "./panels/stale-notes.tsx";
import type { Problems } from "./use-problems.ts";
import { useSessionState } from "./use-session.ts";
import type { ChangeView, View } from "./view.ts";

type PlanBarProps = {
  territory: Territory;
  session: Session;
  view: View;
  change: ChangeView;
  problems: Problems;
  children?: ReactNode;
};

/** The second line: what the plan stands on, how much was done, what is wrong, and what can be done with all of it. */
export function PlanBar({ territory, session, view, change, problems, children }: PlanBarProps): ReactNode {
  const { t } = useTranslation();
  const history = useSessionState(session, (state) => state.history);
  const stale = useStaleFindings(territory.id).length;
  return (
    <div className="planner__bar">
      <Tag>{t("planner.base", { version: territory.version })}</Tag>
      <Tooltip title={`${t("planner.undo")} (Ctrl+Z)`}>
        <Button
          aria-label={t("planner.undo")}
          disabled={!session.isEditable || history.done.length === 0}
          onClick={session.undo}
        >
          ↶
        </Button>
      </Tooltip>
      <Tooltip title={`${t("planner.redo")} (Ctrl+Shift+Z)`}>
        <Button
          aria-label={t("planner.redo")}
          disabled={!session.isEditable || history.undone.length === 0}
          onClick={session.redo}
        >
          ↷
        </Button>
      </Tooltip>
      {(session.isEditable || history.done.length > 0) && (
        <span className="planner__count">{t("planner.changes", { count: history.done.length })}</span>
      )}
      <ProblemCount problems={problems} stale={stale} />
      <Tooltip title={`${t("planner.compare")} (B)`}>
        <Button
          type={view.isComparing ? "primary" : "default"}
          ghost={view.isComparing}
          aria-pressed={view.isComparing}
          onClick={() => change({ isComparing: !view.isComparing })}
        >
          {t("planner.compare")}
        </Button>
      </Tooltip>
      <span className="planner__space" />
      {children}
    </div>
  );
}

/** Errors of the plan, and warnings: its own, and those of files that speak of other lines. */
function ProblemCount({ problems, stale }: { problems: Problems; stale: number }): ReactNode {
  const { t } = useTranslation();
  if (!problems) return <Tag>{t("planner.problems.checking")}</Tag>;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors + stale;
  if (errors + warnings === 0) return <Tag color="success">✓ {t("planner.problems.none")}</Tag>;
  return (
    <>
      {errors > 0 && <Tag color="error">✕ {t("planner.problems.errors", { count: errors })}</Tag>}
      {warnings > 0 && <Tag color="warning">△ {t("planner.problems.warnings", { count: warnings })}</Tag>}
    </>
  );
}
