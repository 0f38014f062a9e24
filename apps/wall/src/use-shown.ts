import {
  listedScene,
  listUrgent,
  lookAgain,
  NOTHING_SEEN,
  resumeRotation,
  shownBy,
  standsInList,
  toLocalTime,
  wantedSinceMs,
} from "@getu/domain";
import type { Incident, Rotation, RotationMoment, SceneEntry, SeenIncidents, Territory } from "@getu/domain";
import type { Feed } from "@getu/ui";
import { useEffect, useState } from "react";
import { createRotationKeeper, recallRotation } from "./kept-rotation.ts";
import type { Programme } from "./programme.ts";
import { useAwaySince } from "./use-away-since.ts";
import type { useWallData } from "./use-wall-data.ts";
import type { Watched } from "./use-watched.ts";

/** What is on the screen; it is another one when its key is. */
export type ShownNow = { key: string; round: number; spentMs: number } & (
  | SceneEntry
  | { kind: "urgent"; seconds: number; incident: Incident }
);

type ShownFrom = {
  territory: Territory;
  data: ReturnType<typeof useWallData>;
  /** What this screen has seen of incidents, also while it was made anew for other boundaries. */
  memory: Feed<SeenIncidents>;
  /** True while somebody stands at the wall. */
  isTouched: boolean;
};

/** What the programme, always of the same wall, has on the screen now; it goes on with the clock of the data, over a reload as well. */
export function useShown({ id, settings, control }: Programme, from: ShownFrom): ShownNow {
  const { territory, data, memory, isTouched } = from;
  const { scenes, urgentSeconds } = settings;
  const serverMs = data.now.getTime();
  const [before, setRotation] = useState(() => recallRotation(id));
  const awaySinceMs = useAwaySince(id, data);
  const isKnown = data.live.status !== "connecting"; // what time it is, by the server's clock
  const sentOff = before?.dismissed.map((sent) => sent.id) ?? [];
  const look = { nowMs: serverMs, awaySinceMs, sentOff };
  const seen = useSeen(isKnown ? data.watched : NOBODY_WATCHES, { memory, look });
  const heldId = before?.held?.urgentId ?? null;
  const urgent = listUrgent(seen, { nowMs: serverMs, seconds: urgentSeconds, heldId });
  const summary = data.summary.data;
  const moment: RotationMoment = {
    nowMs: serverMs - data.live.offsetMs, // this machine's clock: it does not jump when the server is first heard
    scenes,
    control,
    facts: {
      hour: Number(toLocalTime(data.now.toISOString(), territory.timeZone).slice(11, 13)),
      overdue: summary?.total.overdue ?? null,
      offline: summary?.cameras.offline ?? null,
    },
    urgent:
      seen === NOTHING_SEEN
        ? null
        : urgent.map((incident) => ({ id: incident.id, sinceMs: wantedSinceMs(seen, incident) })),
    isTouched,
  };
  const next = before !== null && standsAt(before, moment) ? before : resumeRotation(before, moment);
  if (next !== before) setRotation(next); // during the render: the scene before is never drawn once more
  const [keep] = useState(() => createRotationKeeper(id));
  useEffect(() => keep(next), [keep, next]);
  const shown = shownBy(next, moment);
  if (shown.kind === "urgent")
    return {
      kind: "urgent",
      incident: urgent.find(({ id }) => id === shown.incidentId)!, // it is one of those that want the screen
      key: `urgent ${shown.incidentId}`,
      round: 0,
      spentMs: 0,
      seconds: urgentSeconds,
    };
  const entry = scenes[shown.scene]!; // a place of the list
  const spentMs = shown.scene === next.scene ? next.spentMs : 0; // else it is pinned
  const { content, before: alike } = listedScene(scenes, shown.scene)!; // as above
  return { ...entry, round: shown.round, spentMs, key: `${content} ${alike}` }; // wherever it stands in the list
}

const NOBODY_WATCHES: Watched = { incidents: null, haveAllUrgent: false, marked: null };

/** True while nothing has come that a rotation goes by: neither time, nor an order, nor another list. */
function standsAt(rotation: Rotation, moment: RotationMoment): boolean {
  const { atMs, skips, sendOffs, held } = rotation;
  const { nowMs, control, urgent } = moment;
  const isFollowed = sendOffs === control.sendOffs && (held !== null) === control.isHeld;
  const isUpToDate = atMs === nowMs && skips === control.skips && standsInList(rotation, moment);
  return isUpToDate && (urgent === null || isFollowed);
}

type SeenLook = Pick<Parameters<typeof lookAgain>[1], "nowMs" | "awaySinceMs" | "sentOff">;

/** The open incidents, and which of them became urgent while this page was on, or came while it was away. */
function useSeen(
  { incidents, haveAllUrgent: hadAllUrgent }: Watched,
  { memory, look }: { memory: Feed<SeenIncidents>; look: SeenLook },
): SeenIncidents {
  const [before, setSeen] = useState(memory.get);
  const seen = incidents ? lookAgain(before, { incidents, hadAllUrgent, ...look }) : before;
  if (seen !== before) setSeen(seen);
  useEffect(() => memory.set(seen), [memory, seen]);
  return seen;
}
