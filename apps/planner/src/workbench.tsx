import type { BasemapSource, Territory } from "@getu/domain";
import { planOf } from "@getu/editor";
import type { History } from "@getu/editor";
import { useDraftCalls } from "@getu/ui";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { DraftBar } from "./draft/draft-bar.tsx";
import { DraftTitle } from "./draft/draft-title.tsx";
import type { Opened } from "./draft/draft-loader.tsx";
import { DraftNews } from "./draft/draft-news.tsx";
import { DraftNotes } from "./draft/draft-notes.tsx";
import { hasStopped, useAutosave } from "./draft/use-autosave.ts";
import { HeadBar } from "./head-bar.tsx";
import { HintBar } from "./hint-bar.tsx";
import { PlanMap } from "./map/plan-map.tsx";
import { SidePanel } from "./panels/side-panel.tsx";
import { PlanBar } from "./plan-bar.tsx";
import type { Rights } from "./rights.ts";
import type { SnapGround } from "./snap-ground.ts";
import { SuggestButton } from "./suggest/suggest-button.tsx";
import { ToolRail } from "./tool-rail.tsx";
import { useKeys } from "./use-keys.ts";
import { useProblems } from "./use-problems.ts";
import { useNewSession, useSessionState } from "./use-session.ts";
import type { View } from "./view.ts";

const HelpDialog = lazy(async () => ({ default: (await import("./help-dialog.tsx")).HelpDialog }));
const ConflictDialog = lazy(async () => ({
  default: (await import("./draft/conflict-dialog.tsx")).ConflictDialog,
}));
const StuckDialog = lazy(async () => ({ default: (await import("./draft/stuck-dialog.tsx")).StuckDialog }));

type WorkbenchProps = {
  territory: Territory;
  ground: SnapGround;
  basemap: BasemapSource;
  rights: Rights;
  history: History;
  /** Null = a plan that is not kept. */
  opened: Opened | null;
  onReload: () => void;
};

/** The planner's desk: tools on the left, the map, and what the plan comes to on the right. */
export function Workbench(props: WorkbenchProps): ReactNode {
  const { territory, basemap, opened, rights, onReload } = props;
  const isEditable = opened ? opened.isEditable : rights.mayWrite;
  const part = opened ? opened.draft.part : rights.part;
  const { session, snapper } = useNewSession({ history: props.history, isEditable, part }, props.ground);
  const [view, setView] = useState<View>({
    isSnapping: true,
    isComparing: opened !== null,
    isHelpOpen: false,
    goal: null,
    sought: null,
    suggested: null,
  });
  const change = useMemo(() => (next: Partial<View>) => setView((now) => ({ ...now, ...next })), []);
  const history = useSessionState(session, (state) => state.history);
  const problems = useProblems(session);
  const calls = useDraftCalls(territory.id);
  const draft = opened?.draft ?? null;
  const saving = useAutosave({ opened: isEditable ? opened : null, session, calls });
  useKeys({ session, view, change, problems });
  const unsaved = saving && hasStopped(saving) ? saving : (opened?.leftover ?? null);
  return (
    <div className="planner">
      <HeadBar {...{ territory, part, session, change }}>
        <DraftTitle {...{ territory, draft, saving }} />
      </HeadBar>
      <PlanBar {...{ territory, session, view, change, problems }}>
        {isEditable && <SuggestButton {...{ territory, session, view, change, ground: props.ground }} />}
        <DraftBar {...{ territory, session, draft, saving, calls, rights, onReload }} />
      </PlanBar>
      <div className="planner__body">
        <ToolRail {...{ session, view, change }} />
        <main className="planner__map">
          <PlanMap {...{ territory, basemap, session, snapper, view }} />
          {opened && (
            <DraftNotes {...{ opened, calls, onReload }}>
              <DraftNews territoryId={territory.id} {...{ draft: opened.draft, saving, calls, onReload }} />
            </DraftNotes>
          )}
          <HintBar {...{ session, view }} />
        </main>
        <SidePanel {...{ territory, session, plan: planOf(history), change, problems, draft, saving }} />
      </div>
      <Suspense>
        {view.isHelpOpen && <HelpDialog onClose={() => change({ isHelpOpen: false })} />}
        {opened && unsaved && !unsaved.stuck && <ConflictDialog {...{ opened, unsaved, calls, onReload }} />}
        {opened && unsaved?.stuck && (
          <StuckDialog {...{ opened, unsaved, stuck: unsaved.stuck, calls, onReload }} />
        )}
      </Suspense>
    </div>
  );
}
