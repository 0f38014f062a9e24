import type { Territory } from "@getu/domain";
import { bboxWithin, MOST_PARTS, planOf, presentDivision } from "@getu/editor";
import type { DivisionRefusal, Session, Suggestion } from "@getu/editor";
import { Alert, Button, InputNumber, Radio, Select, Typography } from "antd";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { useSettledPlan } from "../panels/use-settled-plan.ts";
import type { SnapGround } from "../snap-ground.ts";
import { useSessionState } from "../use-session.ts";
import { askSuggestion } from "./ask-suggestion.ts";
import { communitiesOf } from "./communities-of.ts";
import { communityAtHand } from "./community-at-hand.ts";
import { PresentNote } from "./present-note.tsx";
import { fetchYearOfIncidents } from "./year-of-incidents.ts";

type SuggestFormProps = {
  territory: Territory;
  session: Session;
  ground: SnapGround;
  /** The grid of any tier that was last looked for. */
  sought: number | null;
  /** A community is to be looked at. */
  onLook: (parent: number) => void;
  /** A division of a community is on the map, to be looked at and answered. */
  onProposed: (parent: number, suggestion: Suggestion) => void;
};

/** What grids can be made even by. */
type Measure = "households" | "incidents365";

/** Into fewer nothing is divided. */
const LEAST = 2;

/** The same question gives the same suggestion to everybody. */
const SEED = 1;

/** Asks which community to divide into how many grids and by what, and proposes it as a step to accept or reject. */
export function SuggestForm(props: SuggestFormProps): ReactNode {
  const { territory, session, ground, sought, onLook, onProposed } = props;
  const { t } = useTranslation();
  const history = useSessionState(session, (state) => state.history);
  const plan = planOf(history);
  const settled = useSettledPlan(history);
  const { isBusy, act } = useAct();
  const communities = communitiesOf(plan, session.isLocked);
  const [parent, setParent] = useState(() =>
    communityAtHand(communities, { grids: plan.grids, grid: session.state().hand.selected ?? sought }),
  );
  const present = parent === null ? null : presentDivision(settled, parent);
  const [wanted, setWanted] = useState<number | null | "as-now">("as-now");
  const count = wanted === "as-now" ? Math.max(LEAST, present?.count ?? LEAST) : wanted;
  const [measure, setMeasure] = useState<Measure>("households");
  const [refused, setRefused] = useState<DivisionRefusal | null>(null);
  const look = useRef(onLook);
  useEffect(() => {
    if (parent !== null) look.current(parent);
  }, [parent]);
  const propose = async (): Promise<void> => {
    if (parent === null || count === null) return;
    const { roads, buildings } = ground;
    const by =
      measure === "households"
        ? ({ kind: "households", grids: settled.grids, buildings } as const)
        : ({
            kind: "counts",
            counts: await fetchYearOfIncidents(territory.id, bboxWithin(plan, parent)),
          } as const);
    const question = { parent, count, seed: SEED, roads, firstNewOwner: session.newOwner() };
    const suggestion = await askSuggestion({ plan, question, by });
    setRefused("refused" in suggestion ? suggestion.refused : null);
    if ("refused" in suggestion) return;
    session.send({ type: "propose", steps: suggestion.steps });
    if (!session.state().hand.blocked) onProposed(parent, suggestion); // what stands in the way is told beside the map
  };
  return (
    <div className="planner__suggest">
      <Select
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("planner.suggest.community")}
        placeholder={t("planner.suggest.which")}
        value={parent}
        onChange={(id) => {
          setParent(id);
          setWanted("as-now");
        }}
        options={communities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <InputNumber
        aria-label={t("planner.suggest.count")}
        prefix={t("planner.suggest.count")}
        min={LEAST}
        max={MOST_PARTS}
        precision={0}
        disabled={parent === null}
        value={parent === null ? null : count}
        onChange={setWanted}
      />
      {present && <PresentNote present={present} count={count} />}
      <Radio.Group
        aria-label={t("planner.suggest.by")}
        optionType="button"
        value={measure}
        onChange={({ target }) => setMeasure(target.value as Measure)}
        options={(["households", "incidents365"] as const).map((value) => ({
          value,
          label: t(`planner.impact.${value}`),
        }))}
      />
      <Button
        type="primary"
        loading={isBusy}
        disabled={parent === null || count === null}
        onClick={() => void act(propose)}
      >
        {t("planner.suggest.propose")}
      </Button>
      {refused && <Alert type="warning" showIcon title={t(`planner.suggest.refused.${refused}`)} />}
      <Typography.Text type="secondary">{t("planner.suggest.method")}</Typography.Text>
    </div>
  );
}
