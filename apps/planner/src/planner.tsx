import { may } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { loadPlan } from "@getu/editor";
import { useAccount, useBasemap, useRedrawBase, useTerritories } from "@getu/ui";
import { Button, Result, Spin } from "antd";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
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
  const territory = territories.find(({ id }) =>
    may(viewer, "draft.read", { territoryId: id, gridPath: "" }),
  );
  if (!territory) return <Result status="403" title={t("planner.notYours")} />;
  return <TerritoryPlanner territory={territory} />;
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

/** Reads what a redraw begins with: boundaries, grids, and the ground that can be snapped to. */
function TerritoryPlanner({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const from = useRedrawBase(territory);
  const ground = useSnapGround(territory.id);
  const basemap = useBasemap(territory.id);
  const base = useMemo(() => from && loadPlan(from.edges, from.grids), [from]);
  if (!base || !ground || !basemap) return <Spin fullscreen description={t("planner.loading")} />;
  if ("refused" in base) return <Result status="warning" title={t("planner.overlap")} />;
  return <Workbench {...{ territory, base, ground, basemap }} />;
}
