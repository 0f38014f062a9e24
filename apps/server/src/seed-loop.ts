import type { Action, Actor, Command, IncidentStatus, Rulebook } from "@getu/domain";
import { databaseNow, listIncidents, takeAction } from "@getu/store";
import type { Db } from "@getu/store";

/** Made-up people of the demo street. */
const OFFICE: Actor = { id: "demo:dispatcher", role: "dispatcher", gridPath: "" };
const LEADER: Actor = { id: "demo:leader", role: "leader", gridPath: "" };

/** What people do that no routine does: who, with which made-up reason, and for how many days it rests. */
type Turn = { actor: Actor; action: Action; reason: string; days?: number };

const SUSPENDED: Turn = { actor: OFFICE, action: "suspend", reason: "示范：等待专业单位排期", days: 14 };
const PAUSED: Turn = { actor: OFFICE, action: "pause", reason: "示范：当事人外出，约定后续办理", days: 2 };
const EXTENDED: Turn = { actor: OFFICE, action: "extend", reason: "示范：需多部门会商" };
const HANDED_UP: Turn = { actor: LEADER, action: "hand-up", reason: "示范：超出网格处置权限" };
const RETURNED: Turn = { actor: LEADER, action: "return", reason: "示范：位置不在本网格" };
const REWORKED: Turn = { actor: OFFICE, action: "return", reason: "示范：回访不满意，退回重办" };

/** In which status each happens to how many of the newest incidents, at most. */
const PLOTS: readonly { status: IncidentStatus; turn: Turn; times: number }[] = [
  { status: "handling", turn: SUSPENDED, times: 6 },
  { status: "handling", turn: PAUSED, times: 4 },
  { status: "handling", turn: EXTENDED, times: 6 },
  { status: "handling", turn: HANDED_UP, times: 6 },
  { status: "assigned", turn: RETURNED, times: 4 },
  { status: "fed-back", turn: REWORKED, times: 4 },
];

const DAY_MS = 86_400_000;
const MOST_OPEN = 500;

/**
 * Gives the queues of the demo street what routine does not bring: suspensions, pauses, extensions, returns and what was
 * handed up. Says how many actions were taken; where the street has too few incidents of a status it is fewer.
 */
export async function seedLoop(
  db: Db,
  { territoryId, rulebook }: { territoryId: number; rulebook: Rulebook },
): Promise<{ taken: number }> {
  const now = await databaseNow(db);
  const open = await listIncidents(db, { territoryId, open: true, limit: MOST_OPEN });
  const waiting = Map.groupBy(open, ({ status }) => status);
  let taken = 0;
  for (const { status, turn, times } of PLOTS) {
    const there = waiting.get(status) ?? [];
    const chosen = there.splice(0, Math.min(times, there.length / 2)); // some stay as they are
    for (const { id: incidentId } of chosen) {
      const delivery = {
        territoryId,
        incidentId,
        rulebook,
        actors: [turn.actor],
        command: toCommand(turn, now),
      };
      const done = await takeAction(db, { ...delivery, idempotencyKey: `demo-${incidentId}-${turn.action}` });
      if ("incident" in done) taken += 1; // an extension of what is overdue is refused, as it would be to people
    }
  }
  return { taken };
}

const toCommand = ({ action, reason, days }: Turn, now: Date): Command => ({
  action,
  reason,
  until: days === undefined ? undefined : new Date(now.getTime() + days * DAY_MS),
});
