import type { Territory } from "@getu/domain";
import type { DraftPart } from "@getu/domain/redraw";
import type { History, Session } from "@getu/editor";
import { useLanguage } from "@getu/ui";
import { Button, Tag, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStaleFindings } from "./panels/stale-notes.tsx";
import type { Problems } from "./use-problems.ts";
import { useSessionState } from "./use-session.ts";
import type { ChangeView, View } from "./view.ts";

type TopBarProps = {
  territory: Territory;
  /** What may be redrawn. */
  part: DraftPart;
  session: Session;
  view: View;
  change: ChangeView;
  problems: Problems;
  children?: ReactNode;
};

/** The draft bar: what the plan stands on, how much was done, how it stands. */
export function TopBar({
  territory,
  part,
  session,
  view,
  change,
  problems,
  children,
}: TopBarProps): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage, labelOf } = useLanguage();
  const history = useSessionState(session, (state) => state.history);
  const stale = useStaleFindings(territory.id).length;
  return (
    <header className="planner__bar">
      <strong className="planner__brand">{t("product")}</strong>
      <span className="planner__title">{t("planner.title")}</span>
      <span className="planner__place">{labelOf(territory.name)}</span>
      {part && <PartTag part={part} history={history} />}
      <Tag>{t("planner.base", { version: territory.version })}</Tag>
      <Tooltip title={`${t("planner.undo")} (Ctrl+Z)`}>
        <Button aria-label={t("planner.undo")} disabled={history.done.length === 0} onClick={session.undo}>
          ↶
        </Button>
      </Tooltip>
      <Tooltip title={`${t("planner.redo")} (Ctrl+Shift+Z)`}>
        <Button aria-label={t("planner.redo")} disabled={history.undone.length === 0} onClick={session.redo}>
          ↷
        </Button>
      </Tooltip>
      <span className="planner__count">{t("planner.changes", { count: history.done.length })}</span>
      <ProblemCount problems={problems} stale={stale} />
      <Tooltip title={`${t("planner.compare")} (B)`}>
        <Button
          type={view.isComparing ? "primary" : "default"}
          aria-pressed={view.isComparing}
          onClick={() => change({ isComparing: !view.isComparing })}
        >
          {t("planner.compare")}
        </Button>
      </Tooltip>
      <span className="planner__space" />
      {children}
      <Button type="text" href="/desk/">
        {t("desk.title")}
      </Button>
      <Button type="text" onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}>
        {t("wall.language")}
      </Button>
    </header>
  );
}

function PartTag({ part, history: { base } }: { part: readonly number[]; history: History }): ReactNode {
  const { t } = useTranslation();
  const names = part.map((id) => base.grids.get(id)?.name ?? id).join("、");
  return (
    <Tooltip title={t("planner.partHint")}>
      <Tag color="gold">{t("planner.part", { names })}</Tag>
    </Tooltip>
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
