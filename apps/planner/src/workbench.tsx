import type { BasemapSource, Territory } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import { planOf } from "@getu/editor";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { HelpDialog } from "./help-dialog.tsx";
import { HintBar } from "./hint-bar.tsx";
import { PlanMap } from "./map/plan-map.tsx";
import { SidePanel } from "./panels/side-panel.tsx";
import type { SnapGround } from "./snap-ground.ts";
import { ToolRail } from "./tool-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useKeys } from "./use-keys.ts";
import { useProblems } from "./use-problems.ts";
import { useNewSession, useSessionState } from "./use-session.ts";
import type { View } from "./view.ts";

type WorkbenchProps = { territory: Territory; base: Plan; ground: SnapGround; basemap: BasemapSource };

/** The planner's desk: tools on the left, the map, and what the plan comes to on the right. */
export function Workbench({ territory, base, ground, basemap }: WorkbenchProps): ReactNode {
  const { session, snapper } = useNewSession(base, ground);
  const [view, setView] = useState<View>({
    isSnapping: true,
    isComparing: false,
    isHelpOpen: false,
    goal: null,
  });
  const change = useMemo(() => (next: Partial<View>) => setView((now) => ({ ...now, ...next })), []);
  const history = useSessionState(session, (state) => state.history);
  const problems = useProblems(session);
  useKeys({ session, view, change, problems });
  return (
    <div className="planner">
      <TopBar {...{ territory, session, view, change, problems }} />
      <div className="planner__body">
        <ToolRail {...{ session, view, change }} />
        <main className="planner__map">
          <PlanMap {...{ territory, basemap, session, snapper, view }} />
          <HintBar session={session} />
        </main>
        <SidePanel {...{ session, plan: planOf(history), change, problems }} />
      </div>
      <HelpDialog isOpen={view.isHelpOpen} onClose={() => change({ isHelpOpen: false })} />
    </div>
  );
}
