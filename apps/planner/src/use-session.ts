import { beginHistory, createRoadGraph, createSession, createSnapper } from "@getu/editor";
import type { Session, SessionState, Snapper } from "@getu/editor";
import type { Plan } from "@getu/domain/redraw";
import { useState, useSyncExternalStore } from "react";
import type { SnapGround } from "./snap-ground.ts";

/** A session over a plan, and what takes its pointer to the ground; both for as long as the screen is there. */
export function useNewSession(base: Plan, ground: SnapGround): { session: Session; snapper: Snapper } {
  const [made] = useState(() => ({
    session: createSession({
      history: beginHistory(base),
      roadBetween: createRoadGraph(ground.roads).between,
    }),
    snapper: createSnapper(ground),
  }));
  return made;
}

/** A part of a session's state; the screen is drawn again only when that part is another. */
export const useSessionState = <Part>(session: Session, partOf: (state: SessionState) => Part): Part =>
  useSyncExternalStore(session.subscribe, () => partOf(session.state()));
