import type { DraftPart } from "@getu/domain/redraw";
import { createRoadGraph, createSession, createSnapper } from "@getu/editor";
import type { History, Session, SessionState, Snapper } from "@getu/editor";
import { useState, useSyncExternalStore } from "react";
import type { SnapGround } from "./snap-ground.ts";

/** A session over a plan, and what takes its pointer to the ground; both for as long as the screen is there. */
export function useNewSession(
  plan: { history: History; isEditable: boolean; part: DraftPart },
  ground: SnapGround,
): { session: Session; snapper: Snapper } {
  const [made] = useState(() => ({
    session: createSession({ ...plan, roadBetween: createRoadGraph(ground.roads).between }),
    snapper: createSnapper(ground),
  }));
  return made;
}

/** A part of a session's state; the screen is drawn again only when that part is another. */
export const useSessionState = <Part>(session: Session, partOf: (state: SessionState) => Part): Part =>
  useSyncExternalStore(session.subscribe, () => partOf(session.state()));
