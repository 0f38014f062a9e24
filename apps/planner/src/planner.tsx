import { may, scopeOf } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { useAccount, useTerritories } from "@getu/ui";
import { Button, Result, Spin } from "antd";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The map and its tools are fetched while it is asked who is there. */
const territoryPlanner = import("./territory-planner.tsx");
const TerritoryPlanner = lazy(async () => ({ default: (await territoryPlanner).TerritoryPlanner }));

/** Doors for who has not signed in or has other work, the workbench for planners. */
export function Planner(): ReactNode {
  const { t } = useTranslation();
  const { data: account } = useAccount();
  const { data: territories } = useTerritories();
  if (!account || !territories) return <Spin fullscreen description={t("planner.loading")} />;
  if (!account.person) return <SignInFirst />;
  const { id: personId } = account.person;
  const viewer = { caller: { kind: "person", id: personId }, grants: account.grants } as const;
  const mayAt = (permission: "draft.read" | "draft.write", { id }: Territory): boolean =>
    may(viewer, permission, { territoryId: id });
  const territory = territories.find((each) => mayAt("draft.read", each));
  if (!territory) return <Result status="403" title={t("planner.notYours")} />;
  const mayWrite = mayAt("draft.write", territory);
  const part = (mayWrite && scopeOf(viewer, "draft.write", territory.id).within) || null;
  const mayPrint = may(viewer, "draft.read", { territoryId: territory.id, gridPath: "" });
  return (
    <Suspense fallback={<Spin fullscreen description={t("planner.loading")} />}>
      <TerritoryPlanner territory={territory} rights={{ personId, mayWrite, part, mayPrint }} />
    </Suspense>
  );
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
