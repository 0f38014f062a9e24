import type { DraftEntry, DraftSummary, Plan, PlanStep, StandingStep } from "@getu/domain/redraw";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  moveDraftAs,
  publishAtOnce,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { appendToDraft, checkDraft, findDraft, listDrafts, readPlan } from "../src/index.ts";
import type { Db, DraftCommand } from "../src/index.ts";

/** Which town the test at hand has; asked anew by each of the functions below. */
type Standing = { database: TestDatabase; territoryId: number; idOf: (externalId: string) => number };

/** What the tests of drafts do in a town of their own; all of it is about the town of the test that runs. */
export type DraftTown = ReturnType<typeof atDraftTown>;

/** Has a file of tests begin each of its tests in a fresh town with so many incidents, in one database. */
export function openDraftTown({ incidents }: { incidents: number }): DraftTown {
  let [database, count]: [TestDatabase | null, number] = [null, 0];
  let standing: Standing | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(async () => {
    count += 1;
    const { db } = database!; // made before every test
    const territoryId = await createRedrawTown(db, { code: `town-${count}`, incidents });
    standing = { database: database!, territoryId, idOf: await idsOfTown(db, territoryId) };
  });
  return atDraftTown(() => standing!); // a test runs in its town
}

function atDraftTown(at: () => Standing) {
  const [db, territoryId] = [(): Db => at().database.db, (): number => at().territoryId];
  const id = (externalId: string): number => at().idOf(externalId);
  const keyOf = (draftId: number) => ({ territoryId: territoryId(), draftId });
  const find = async (draftId: number) => (await findDraft(db().pool, keyOf(draftId)))!; // the test drew it
  return {
    db,
    owner: () => at().database.owner,
    databaseUrl: (): string => at().database.url,
    territoryId,
    id,
    keyOf,
    find,
    merge: (keep: string, absorb: string): PlanStep => ({
      kind: "merge",
      keep: id(keep),
      absorb: id(absorb),
    }),
    /** A draft with these steps. */
    draw: (...steps: PlanStep[]): Promise<number> => drawSteps(db(), territoryId(), steps),
    append: (draftId: number, revision: number, by: string, ...entries: DraftEntry[]) =>
      appendToDraft(db(), { ...keyOf(draftId), revision, entries, by, key: `${by} ${revision}` }),
    /** Writes entries as an older program would have: nothing looks at them. */
    writeEntries: (draftId: number, from: number, ...entries: readonly object[]) =>
      writeEntries(db(), { ...keyOf(draftId), from, entries }),
    move: (draftId: number, command: DraftCommand) => moveDraftAs(db(), { ...keyOf(draftId), command }),
    /** Brings these steps into force. */
    publish: async (...steps: PlanStep[]): Promise<void> =>
      publishAtOnce(db(), territoryId(), await drawSteps(db(), territoryId(), steps)),
    /** The boundaries of a version. */
    planAt: async (version: number): Promise<Plan> => {
      const plan = await readPlan(db(), { territoryId: territoryId(), version });
      if ("code" in plan) throw new Error(plan.code);
      return plan;
    },
    stepsOf: async (draftId: number): Promise<StandingStep[]> => (await find(draftId)).steps,
    list: async (): Promise<DraftSummary[]> =>
      (await listDrafts(db(), { territoryId: territoryId(), skip: 0, limit: 100 })).drafts,
    check: async (draftId: number) =>
      checkDraft(db(), { territoryId: territoryId(), ...(await find(draftId)) }),
  };
}

type Written = { territoryId: number; draftId: number; from: number; entries: readonly object[] };

async function writeEntries(db: Db, { territoryId, draftId, from, entries }: Written): Promise<void> {
  await db.pool.query(
    `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
     SELECT $1, $2, $3 + place - 1, entry, 'person:one' FROM jsonb_array_elements($4) WITH ORDINALITY AS e(entry, place)`,
    [territoryId, draftId, from, JSON.stringify(entries)],
  );
  await db.pool.query("UPDATE boundary_draft SET revision = $3 WHERE territory_id = $1 AND id = $2", [
    territoryId,
    draftId,
    from + entries.length - 1,
  ]);
}
