import { RETENTION } from "@getu/domain";
import type { HeatQuery, Territory } from "@getu/domain";
import { createTestDatabase, foundTown, openTimeMachine, townIncident } from "@getu/store/testing";
import { expect } from "vitest";
import {
  assessMonth,
  countHeat,
  countRemains,
  getSummary,
  holdIncident,
  importIncidents,
  inTransaction,
  removeRemains,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createRandom } from "./random.ts";

const DAY_MS = 24 * 3_600_000;
const BEGUN = Date.now() - 2000 * DAY_MS;

const EVERYWHERE = { bbox: [120, 30, 121, 31], level: 16 } satisfies Partial<HeatQuery>;

/** What an incident of the trial had and may keep, known from how it was made. */
type Made = { id: number; closedAt: number | null; isHeld: boolean };

async function fillTown(db: Db, { id: territoryId }: Territory, count: number): Promise<Made[]> {
  const random = createRandom(48);
  const records = Array.from({ length: count }, (_, i) => {
    const reported = BEGUN + random() * 1990 * DAY_MS;
    const closed = random() < 0.9 ? reported + random() * 5 * DAY_MS : null;
    const at = new Date(reported).toISOString();
    return townIncident({
      externalId: `r-${i}`,
      occurredAt: at,
      reportedAt: at,
      dueAt: new Date(reported + DAY_MS).toISOString(),
      status: closed === null ? "reported" : "closed",
      closedAt: closed === null ? null : new Date(closed).toISOString(),
    });
  });
  await importIncidents(db, { territoryId, records, file: "made up" });
  const { rows } = await db.pool.query<{ id: string; closed_at: Date | null }>(
    "SELECT id, closed_at FROM incident WHERE territory_id = $1 ORDER BY id",
    [territoryId],
  );
  const made = rows.map(({ id, closed_at: closedAt }, i) => ({
    id: Number(id),
    closedAt: closedAt?.getTime() ?? null,
    isHeld: i % 97 === 0,
  }));
  const held = made.filter(({ isHeld }) => isHeld);
  await inTransaction(db, async (tx) => {
    for (const { id: incidentId } of held) await holdIncident(tx, { territoryId, incidentId });
  });
  // Every incident has a contact that its promise lets live on, and a photo; a tenth of the uploads nobody took.
  await db.pool.query(
    `INSERT INTO reporter_contact SELECT territory_id, id, 'made up ' || id, clock_timestamp() + interval '80 days'
     FROM incident WHERE territory_id = $1`,
    [territoryId],
  );
  await db.pool.query(
    `INSERT INTO incident_photo (territory_id, id, incident_id, kind, state, sha256, width, height, bytes)
     SELECT territory_id, md5(id::text), id, 'near', 'attached', repeat('0', 64), 1, 1, 1
     FROM incident WHERE territory_id = $1`,
    [territoryId],
  );
  await db.pool.query(
    `INSERT INTO incident_photo (territory_id, id, kind, sha256, width, height, bytes)
     SELECT territory_id, md5('upload ' || id), 'near', repeat('0', 64), 1, 1, 1
     FROM incident WHERE territory_id = $1 AND id % 10 = 0`,
    [territoryId],
  );
  return made;
}

const numbersOf = async (db: Db, { id: territoryId, timeZone }: Territory) => {
  const month = new Date(BEGUN + 1000 * DAY_MS).toISOString().slice(0, 7);
  const query = { from: new Date(BEGUN).toISOString(), to: new Date().toISOString(), ...EVERYWHERE };
  return {
    summary: { ...(await getSummary(db, { territoryId })), asOf: null },
    assessment: await assessMonth(db, { territoryId, month, tier: 0, timeZone }),
    heat: { ...(await countHeat(db, { territoryId, query })), asOf: null },
  };
};

const idsOf = async (db: Db, table: "reporter_contact" | "incident_photo") => {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT incident_id AS id FROM ${table} WHERE incident_id IS NOT NULL ORDER BY 1`,
  );
  return rows.map(({ id }) => Number(id));
};

/**
 * T48 with so many incidents: the dry run tells what the run then does, a run that is broken off is taken up by the next,
 * a third finds nothing, holds are kept, and no number of the office changes. Says what was removed.
 */
export async function tryRetention(count: number): Promise<Record<string, number>> {
  const database = await createTestDatabase();
  const time = await openTimeMachine(database);
  const { db } = time;
  try {
    const { territory } = await foundTown(db);
    const made = await fillTown(db, territory, count);
    await time.shift(40 * DAY_MS);
    const now = Date.now() + 40 * DAY_MS;
    const isOver = ({ closedAt, isHeld }: Made, days: number) =>
      !isHeld && closedAt !== null && closedAt < now - days * DAY_MS;
    const contacts = made.filter((each) => isOver(each, RETENTION.contactDays));
    const photos = made.filter((each) => isOver(each, RETENTION.photoDays));
    const uploads = made.filter(({ id }) => id % 10 === 0);
    const expected = {
      contacts: contacts.length,
      photos: photos.length,
      notes: 0,
      needs: 0,
      uploads: uploads.length,
      sessions: 0,
      invitations: 0,
      verifications: 0,
      locks: 0,
    };
    const before = await numbersOf(db, territory);

    expect(await countRemains(db, RETENTION)).toEqual(expected);
    expect((await idsOf(db, "reporter_contact")).length).toBe(count); // a dry run takes nothing

    const gone = new Set<string>();
    const breakAfter = Math.floor(photos.length / 2);
    const first = await removeRemains(db, RETENTION, async (id) => {
      if (gone.size === breakAfter) throw new Error("the bucket went away");
      gone.add(id);
    });
    expect(first.error).toMatchObject({ message: "the bucket went away" });
    expect(first.removed.photos).toBeLessThanOrEqual(breakAfter);
    const second = await removeRemains(db, RETENTION, async (id) => void gone.add(id));
    expect(second.error).toBeNull();
    const removed = Object.fromEntries(
      Object.entries(second.removed).map(([name, more]) => [
        name,
        more + first.removed[name as keyof typeof first.removed],
      ]),
    );
    expect(removed).toEqual(expected);
    expect(gone.size).toBe(photos.length + uploads.length); // the files of each, none twice by name
    const third = await removeRemains(db, RETENTION, async () => {
      throw new Error("nothing is left to remove");
    });
    expect([third.error, Object.values(third.removed).every((none) => none === 0)]).toEqual([null, true]);

    const kept = (over: readonly Made[]) => {
      const out = new Set(over.map(({ id }) => id));
      return made.map(({ id }) => id).filter((id) => !out.has(id));
    };
    expect(await idsOf(db, "reporter_contact")).toEqual(kept(contacts));
    expect(await idsOf(db, "incident_photo")).toEqual(kept(photos));
    expect(await numbersOf(db, territory)).toEqual(before);
    return removed;
  } finally {
    await time.close();
    await database.drop();
  }
}
