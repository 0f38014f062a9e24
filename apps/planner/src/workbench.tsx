import type { BasemapSource, Territory } from "@getu/domain";
import type { DraftPart } from "@getu/domain/redraw";
import { planOf } from "@getu/editor";
import type { History } from "@getu/editor";
import { useDraftCalls } from "@getu/ui";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { DraftBar } from "./draft/draft-bar.tsx";
import type { Opened } from "./draft/draft-loader.tsx";
import { DraftNotes } from "./draft/draft-notes.tsx";
import { useAutosave } from "./draft/use-autosave.ts";
import { HintBar } from "./hint-bar.tsx";
import { PlanMap } from "./map/plan-map.tsx";
import { SidePanel } from "./panels/side-panel.tsx";
import type { SnapGround } from "./snap-ground.ts";
import { SuggestButton } from "./suggest/suggest-button.tsx";
import { ToolRail } from "./tool-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useKeys } from "./use-keys.ts";
import { useProblems } from "./use-problems.ts";
import { useNewSession, useSessionState } from "./use-session.ts";
import type { View } from "./view.ts";

const HelpDialog = lazy(async () => ({ default: (await import("./help-dialog.tsx")).HelpDialog }));
const ConflictDialog = lazy(async () => ({
  default: (await import("./draft/conflict-dialog.tsx")).ConflictDialog,
}));

/** Whether the viewer may redraw, and what; null = the whole territory. */
export type Rights = { mayWrite: boolean; part: DraftPart };

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
  const { territory, basemap, opened, onReload } = props;
  const { mayWrite } = props.rights;
  const isEditable = opened ? opened.isEditable : mayWrite;
  const part = opened ? opened.draft.part : props.rights.part;
  const { session, snapper } = useNewSession({ history: props.history, isEditable, part }, props.ground);
  const [view, setView] = useState<View>({
    isSnapping: true,
    isComparing: opened !== null,
    isHelpOpen: false,
    goal: null,
  });
  const change = useMemo(() => (next: Partial<View>) => setView((now) => ({ ...now, ...next })), []);
  const history = useSessionState(session, (state) => state.history);
  const problems = useProblems(session);
  const calls = useDraftCalls(territory.id);
  const draft = opened?.draft ?? null;
  const saving = useAutosave({ draft: isEditable ? draft : null, session, calls });
  useKeys({ session, view, change, problems });
  const conflict = saving?.state === "conflict" ? saving.outbox : (opened?.leftover ?? null);
  return (
    <div className="planner">
      <TopBar {...{ territory, part, session, view, change, problems }}>
        {isEditable && <SuggestButton {...{ territory, session, ground: props.ground }} />}
        <DraftBar {...{ territory, session, draft, saving, calls, mayWrite }} />
      </TopBar>
      <div className="planner__body">
        <ToolRail {...{ session, view, change }} />
        <main className="planner__map">
          <PlanMap {...{ territory, basemap, session, snapper, view }} />
          {opened && <DraftNotes {...{ opened, calls, onReload }} />}
          <HintBar session={session} />
        </main>
        <SidePanel
          {...{ territoryId: territory.id, session, plan: planOf(history), change, problems, draft, saving }}
        />
      </div>
      <Suspense>
        {view.isHelpOpen && <HelpDialog onClose={() => change({ isHelpOpen: false })} />}
        {draft && conflict && <ConflictDialog {...{ draft, outbox: conflict, calls, onReload }} />}
      </Suspense>
    </div>
  );
}
