import { isQuiet } from "@getu/domain";
import type { PushCall } from "@getu/domain";
import {
  databaseNow,
  dropPush,
  listPressingWork,
  notePushTold,
  putOffPush,
  takeDuePushes,
} from "@getu/store";
import type { Db, DuePush } from "@getu/store";
import type { PushOutcome } from "../push/send-push.ts";

/** How people are called, and when to leave off. */
export type Calling = {
  send: (push: DuePush, call: PushCall) => Promise<PushOutcome>;
  signal: AbortSignal;
};

/** Each of them asks the database a few things at once. */
const AT_ONCE = 4;

/**
 * Looks through all phones that are due: whoever has work that calls for them and of which the phone has not been told
 * is called, not in its quiet hours. Several processes may do it; one that dies behind a call makes it once more, and the
 * phone shows it in the place of the first.
 */
export async function callPeople(db: Db, { send, signal }: Calling): Promise<void> {
  for (let found = AT_ONCE; found === AT_ONCE && !signal.aborted;) {
    const now = await databaseNow(db);
    const due = await takeDuePushes(db, AT_ONCE);
    await Promise.all(due.map((push) => callOne(db, push, { send, now })));
    found = due.length;
  }
}

async function callOne(
  db: Db,
  push: DuePush,
  { send, now }: Pick<Calling, "send"> & { now: Date },
): Promise<void> {
  const work = await listPressingWork(db, push.personId);
  const isLoud = ({ territory }: (typeof work)[number]): boolean =>
    !isQuiet(push.quiet, now, territory.timeZone);
  const pressing = work.filter(isLoud).flatMap(({ incidentIds }) => incidentIds);
  const fresh = pressing.filter((id) => !push.told.includes(id));
  const known = new Set(work.flatMap(({ incidentIds }) => incidentIds));
  const told = push.told.filter((id) => known.has(id));
  const outcome =
    fresh.length === 0 ? "taken" : await send(push, { pressing: pressing.length, fresh: fresh.length });
  if (outcome === "gone") return dropPush(db, push.id);
  if (outcome === "not-taken") return putOffPush(db, push.id);
  if (fresh.length > 0 || told.length < push.told.length)
    await notePushTold(db, push.id, [...told, ...fresh]);
}
