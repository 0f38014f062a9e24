import { CHANNELS, INCIDENT_STATUSES, ownedSince, SEVERITIES } from "@getu/domain";
import type { Actor, LoopState, QueueEntry, Role } from "@getu/domain";
import {
  createTestDatabase,
  foundTown,
  openTimeMachine,
  RULEBOOK,
  townIncident,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TimeMachine } from "@getu/store/testing";
import {
  adoptImported,
  databaseNow,
  fileReport,
  findHistory,
  importIncidents,
  insertGrant,
  insertPerson,
  inTransaction,
  moveDue,
  takeAction,
} from "../src/index.ts";
import type { Db, Report } from "../src/index.ts";
import { createRandom } from "./random.ts";

const DAY_MS = 86_400_000;
const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };
const WORDS = ["路灯不亮", "噪声扰民", "Lamp 100%", "under_score", "井盖"];

/** An incident with all that a queue could go by, read one by one from the loop itself. */
export type Known = { entry: QueueEntry; gridPath: string };

/** Who holds what beside the one who asks. */
export type Holder = { role: Extract<Role, "leader" | "secretary">; gridPath: string };

type Place = { db: Db; territoryId: number; paths: readonly string[] };

/** A town in which everything has happened that queues go by, and all that is known of it by other ways. */
export type QueueTown = Place & {
  known: readonly Known[];
  holders: readonly Holder[];
  now: Date;
  close(): Promise<void>;
};

/** Makes the town in a database of its own. */
export async function openQueueTown(): Promise<QueueTown> {
  const database = await createTestDatabase();
  const time = await openTimeMachine(database);
  const { db } = time;
  const { territoryId, paths } = await foundTown(db);
  const place = { db, territoryId, paths: [...paths.values()] };
  const holders = await holdEveryThird(place);
  await fill(place, time);
  return {
    ...place,
    holders,
    known: await readKnown(place),
    now: await databaseNow(db),
    async close() {
      await time.close();
      await database.drop();
    },
  };
}

/** The last grid of a path. */
export const endOf = (path: string): number => Number(path.split("/").at(-1));

/** Gives every third grid to somebody, to leaders and secretaries in turn, on each tier. */
async function holdEveryThird({ db, territoryId, paths }: Place): Promise<Holder[]> {
  const held = paths
    .slice(1)
    .filter((_, i) => i % 3 === 0)
    .map((gridPath, i): Holder => ({ gridPath, role: i % 2 === 0 ? "leader" : "secretary" }));
  await inTransaction(db, async (tx) => {
    for (const [i, { role, gridPath }] of held.entries()) {
      const account = { username: `holder-${i}`, name: "made up", passwordHash: null, isMadeUp: true };
      const personId = (await insertPerson(tx, account))!; // the name is free
      await insertGrant(tx, { personId, role, territoryId, gridId: endOf(gridPath), grantedBy: "test" });
    }
  });
  return held;
}

/** Imports of every state, reports at all stages, late ones that climbed. */
async function fill(place: Place, time: TimeMachine): Promise<void> {
  const { db, territoryId } = place;
  const random = createRandom(11);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!; // below its length
  const start = Date.now() - 30 * DAY_MS;
  const spot = () => townPosition(random() * 9 - 0.5, random() * 5 - 0.5);
  const records = Array.from({ length: 260 }, (_, i) => {
    const status = pick([...INCIDENT_STATUSES, "closed", "reported", "filed"] as const);
    const at = new Date(start + Math.floor(random() * 40) * DAY_MS * 0.5).toISOString(); // some at the same moment
    return townIncident({
      externalId: i % 3 === 0 ? null : `T-${i}`,
      status,
      condition: pick(["default", "quick", "long"]),
      severity: pick(SEVERITIES),
      channel: pick(CHANNELS),
      category: pick(["noise", "noise", "litter"]),
      summary: pick(WORDS),
      position: spot(),
      accuracyMetres: pick([null, 5, 60]),
      occurredAt: at,
      reportedAt: at,
      dueAt:
        random() < 0.2 ? null : new Date(Date.parse(at) + Math.floor(random() * 60) * DAY_MS).toISOString(),
      closedAt:
        status === "closed"
          ? new Date(Date.parse(at) + Math.floor(random() * 9) * DAY_MS).toISOString()
          : null,
    });
  });
  await importIncidents(db, { territoryId, records, file: "queues" });
  await adoptImported(db, { rulebook: RULEBOOK, limit: 60 });
  for (let i = 0; i < 60; i += 1) {
    const report = townReport({
      position: spot(),
      summary: pick(WORDS),
      condition: pick(["default", "quick"]),
    });
    await bringOn(place, { report, key: `filed-${i}`, random });
  }
  for (const hours of [3, 30]) {
    await time.shift(hours * 3_600_000);
    await moveDue(db, { rulebook: RULEBOOK });
  }
}

/** Files a report and takes it some stages on. */
async function bringOn(
  { db, territoryId, paths }: Place,
  { report, key, random }: { report: Report; key: string; random: () => number },
): Promise<void> {
  const gridPath = paths.find((path) => path.split("/").length === 3)!; // a lane
  const leader: Actor = { id: "person:leader", role: "leader", gridPath };
  const common = { territoryId, rulebook: RULEBOOK };
  const actor = random() < 0.3 ? leader : DISPATCHER;
  const filed = await fileReport(db, { ...common, report, actor, idempotencyKey: key });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  const stages = Math.floor(random() * 5);
  for (const action of (["accept", "start", "feed-back", "verify"] as const).slice(0, stages))
    await takeAction(db, {
      ...common,
      incidentId: filed.incident.id,
      command: { action, text: "done" },
      actors: [DISPATCHER],
      idempotencyKey: `${key}-${action}`,
    });
}

async function readKnown({ db, territoryId }: Place): Promise<Known[]> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM incident WHERE territory_id = $1", [
    territoryId,
  ]);
  const found: Known[] = [];
  for (const id of rows.map((row) => Number(row.id))) {
    const asked = { territoryId, incidentId: id, rulebook: RULEBOOK };
    const history = (await findHistory(db, asked))!; // just listed
    const stored = await db.pool.query<{ state: LoopState | null }>(
      "SELECT state FROM incident_loop WHERE incident_id = $1",
      [id],
    );
    const { owner = null, asked: duty = null, reached = null } = stored.rows[0] ? history.state : {};
    const entry = {
      ...history.incident,
      owner,
      ownedSince: owner && (ownedSince(history.steps)?.toISOString() ?? null),
      asked: duty && { duty: duty.duty, acceptBy: duty.acceptBy.toISOString() },
      reached,
    };
    found.push({ entry, gridPath: history.gridPath });
  }
  return found;
}
