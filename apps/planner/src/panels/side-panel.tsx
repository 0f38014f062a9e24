import type { Territory } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import type { Session } from "@getu/editor";
import { useDraftProblems } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Badge, Tabs, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountNotes } from "../draft/account-notes.tsx";
import type { Saving } from "../draft/use-autosave.ts";
import type { Problems } from "../use-problems.ts";
import { useSessionState } from "../use-session.ts";
import type { ChangeView } from "../view.ts";
import { EffectTable } from "./effect-table.tsx";
import { GridCard } from "./grid-card.tsx";
import { ImpactList } from "./impact-list.tsx";
import { ProblemList } from "./problem-list.tsx";
import { StaleNotes, useStaleFindings } from "./stale-notes.tsx";
import { StepList } from "./step-list.tsx";
import { useSettledPlan } from "./use-settled-plan.ts";
import { useUnhurried } from "./use-unhurried.ts";

/** While a node is dragged: its table takes longer than a frame (41 ms a move on 2,000 grids), and nobody reads it sixty times a second. */
const EFFECT_EVERY_MS = 120;

type SidePanelProps = {
  territory: Territory;
  session: Session;
  plan: Plan;
  change: ChangeView;
  problems: Problems;
  draft: OpenDraft | null;
  saving: Saving | null;
};

/** What the plan comes to: the grid in the hand with what is proposed, what is wrong, what was done. */
export function SidePanel(props: SidePanelProps): ReactNode {
  const { territory, session, plan, change, problems, draft, saving } = props;
  const { t } = useTranslation();
  const [tab, setTab] = useState("grid");
  const history = useSessionState(session, (state) => state.history);
  const proposal = useUnhurried(
    useSessionState(session, ({ hand }) => hand.proposal),
    EFFECT_EVERY_MS,
  );
  const selected = useSessionState(session, ({ hand }) => hand.selected);
  const settled = useSettledPlan(history);
  const stale = useStaleFindings(territory.id);
  const revision = saving?.outbox.revision ?? draft?.revision ?? 0;
  // The whole draft is checked for it: only while somebody looks.
  const checked = draft && tab === "problems" ? { territoryId: territory.id, draftId: draft.id } : null;
  const { data: found = [] } = useDraftProblems(checked, revision);
  const nameOf = (id: number): string | number =>
    (plan.grids.get(id) ?? history.base.grids.get(id))?.name ?? id;
  const hasErrors = problems?.some(({ severity }) => severity === "error") ?? false;
  const grid = (
    <div className="planner__lines">
      <EffectTable {...{ proposal, base: history.base, settled }} />
      <GridCard {...{ territoryId: territory.id, plan, settled, gridId: selected, session }} />
    </div>
  );
  const problemsLabel = (
    <Badge
      size="small"
      offset={[8, 0]}
      count={(problems?.length ?? 0) + stale.length}
      color={hasErrors ? "#c01020" : "#9a5b00"}
    >
      {t("planner.panel.problems")}
    </Badge>
  );
  const list = (
    <div className="planner__lines">
      <StaleNotes findings={stale} />
      <AccountNotes problems={found} nameOf={nameOf} />
      <ProblemList {...{ problems, plan, change, session, onShow: () => setTab("grid") }} />
    </div>
  );
  const impact = draft ? (
    <ImpactList {...{ territory, draft, revision, compared: { before: history.base, after: plan } }} />
  ) : (
    <Typography.Text type="secondary">{t("planner.impact.none")}</Typography.Text>
  );
  const isDrawn = session.isEditable || history.done.length > 0;
  const hidden = isDrawn ? 0 : (draft?.steps.length ?? 0);
  const items = [
    { key: "grid", label: t("planner.panel.grid"), children: grid },
    { key: "problems", label: problemsLabel, children: list },
    { key: "impact", label: t("planner.impact.title"), children: impact },
    {
      key: "steps",
      label: t("planner.panel.steps"),
      children: <StepList {...{ history, hidden, change }} />,
    },
  ];
  return (
    <aside className="planner__side">
      <Tabs activeKey={tab} onChange={setTab} items={items} size="small" />
    </aside>
  );
}
