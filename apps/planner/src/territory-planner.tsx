import type { Territory } from "@getu/domain";
import { beginHistory, loadPlan } from "@getu/editor";
import { useBasemap, useRedrawBase } from "@getu/ui";
import { Result, Spin } from "antd";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DraftLoader } from "./draft/draft-loader.tsx";
import type { Opened } from "./draft/draft-loader.tsx";
import { useOpenDraftId } from "./draft/open-draft.ts";
import type { Rights } from "./rights.ts";
import { useSnapGround } from "./snap-ground.ts";
import { Workbench } from "./workbench.tsx";

type TerritoryPlannerProps = { territory: Territory; rights: Rights };

/** Reads what a redraw begins with: boundaries, grids, and the ground that can be snapped to. */
export function TerritoryPlanner({ territory, rights }: TerritoryPlannerProps): ReactNode {
  const { t } = useTranslation();
  const { data: from } = useRedrawBase(territory);
  const ground = useSnapGround(territory.id);
  const basemap = useBasemap(territory.id);
  const draftId = useOpenDraftId();
  const [round, setRound] = useState(0);
  const base = useMemo(() => from && loadPlan(from.edges, from.grids), [from]);
  if (!base || !ground || !basemap) return <Spin fullscreen description={t("planner.loading")} />;
  if ("refused" in base) return <Result status="warning" title={t("planner.overlap")} />;
  const shared = { territory, ground, basemap, rights, onReload: () => setRound(round + 1) };
  const key = `${territory.version} ${draftId} ${round}`;
  if (draftId === null) return <Workbench key={key} {...shared} opened={null} history={beginHistory(base)} />;
  return (
    <DraftLoader key={key} {...{ territory, base, draftId, personId: rights.personId }}>
      {(opened) => <Workbench key={keyOf(opened)} {...shared} opened={opened} history={opened.history} />}
    </DraftLoader>
  );
}

/** Another state begins the desk anew; other steps do where nobody draws: who draws has them in the hand. */
const keyOf = ({ draft, isEditable }: Opened): string =>
  [draft.state, draft.baseVersion, isEditable || draft.revision].join(" ");
