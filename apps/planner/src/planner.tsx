import { may } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { beginHistory, loadPlan } from "@getu/editor";
import { useAccount, useBasemap, useRedrawBase, useTerritories } from "@getu/ui";
import { Button, Result, Spin } from "antd";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DraftLoader } from "./draft/draft-loader.tsx";
import { useOpenDraftId } from "./draft/open-draft.ts";
import { useSnapGround } from "./snap-ground.ts";
import { Workbench } from "./workbench.tsx";

/** Doors for who has not signed in or has other work, the workbench for planners. */
export function Planner(): ReactNode {
  const { t } = useTranslation();
  const { data: account } = useAccount();
  const { data: territories } = useTerritories();
  if (!account || !territories) return <Spin fullscreen description={t("planner.loading")} />;
  if (!account.person) return <SignInFirst />;
  const viewer = { caller: { kind: "person", id: account.person.id }, grants: account.grants } as const;
  const mayAt = (permission: "draft.read" | "draft.write", { id }: Territory): boolean =>
    may(viewer, permission, { territoryId: id, gridPath: "" });
  const territory = territories.find((each) => mayAt("draft.read", each));
  if (!territory) return <Result status="403" title={t("planner.notYours")} />;
  return <TerritoryPlanner territory={territory} mayWrite={mayAt("draft.write", territory)} />;
}

function SignInFirst(): ReactNode {
  const { t } = useTranslation();
  const way = (
    <Button type="primary" href="/desk/?to=planner">
      {t("planner.toDesk")}
    </Button>
  );
  return <Result status="info" title={t("planner.title")} subTitle={t("planner.signInHint")} extra={way} />;
}

type TerritoryPlannerProps = { territory: Territory; mayWrite: boolean };

/** Reads what a redraw begins with: boundaries, grids, and the ground that can be snapped to. */
function TerritoryPlanner({ territory, mayWrite }: TerritoryPlannerProps): ReactNode {
  const { t } = useTranslation();
  const { data: from } = useRedrawBase(territory);
  const ground = useSnapGround(territory.id);
  const basemap = useBasemap(territory.id);
  const draftId = useOpenDraftId();
  const [round, setRound] = useState(0);
  const base = useMemo(() => from && loadPlan(from.edges, from.grids), [from]);
  if (!base || !ground || !basemap) return <Spin fullscreen description={t("planner.loading")} />;
  if ("refused" in base) return <Result status="warning" title={t("planner.overlap")} />;
  const shared = { territory, ground, basemap, mayWrite, onReload: () => setRound(round + 1) };
  const key = `${territory.version} ${draftId} ${round}`;
  if (draftId === null) return <Workbench key={key} {...shared} opened={null} history={beginHistory(base)} />;
  return (
    <DraftLoader key={key} {...{ territory, base, draftId }}>
      {(opened) => (
        <Workbench
          key={`${opened.draft.state} ${opened.draft.baseVersion} ${opened.isEditable}`}
          {...shared}
          opened={opened}
          history={opened.history}
        />
      )}
    </DraftLoader>
  );
}
