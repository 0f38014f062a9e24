import type { Actor, Incident } from "@getu/domain";
import { createTestDatabase, foundTown, RULEBOOK, townPosition, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../src/db.ts";
import type { Db } from "../src/db.ts";
import { assignMany, fileReport, findHistory, takeAction } from "../src/index.ts";

const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };

let database: TestDatabase;
let db: Db;
let town: FoundedTown;
let keys = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  town = await foundTown(db);
});
afterAll(() => database.drop());

const sending = (actor: Actor) => ({
  territoryId: town.territoryId,
  actors: [actor],
  rulebook: RULEBOOK,
  idempotencyKey: `delivery-${++keys}`,
});

async function file(position = townPosition(0.5, 0.5)): Promise<Incident> {
  const { territoryId, rulebook, idempotencyKey } = sending(DISPATCHER);
  const report = townReport({ position });
  const filed = await fileReport(db, { territoryId, report, actor: DISPATCHER, rulebook, idempotencyKey });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident;
}

const accept = (incidentId: number) =>
  takeAction(db, { ...sending(DISPATCHER), incidentId, command: { action: "accept" } });

/** Has something happen each time just before steps are read over a connection of the pool. */
function beforeSteps(happen: () => Promise<unknown>): void {
  const watched = new WeakSet<object>();
  let isHappening = false;
  db.pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const later = async (...given: unknown[]): Promise<unknown> => {
      isHappening = true;
      await happen();
      return query(...given);
    };
    const isAwaited = (text: unknown): boolean =>
      !isHappening && typeof text === "string" && text.startsWith("SELECT * FROM incident_step");
    Object.assign(client, {
      query: (...given: unknown[]): unknown => (isAwaited(given[0]) ? later(...given) : query(...given)),
    });
  });
}

test("of two people who merge two incidents into each other at the same moment one is served, and the other is told why not", async () => {
  const pairs: [Incident, Incident][] = [];
  for (let n = 0; n < 5; n += 1) pairs.push([await file(), await file()]);
  const merge = (incidentId: number, duplicateOf: number) =>
    takeAction(db, { ...sending(DISPATCHER), incidentId, command: { action: "merge", duplicateOf } });
  const both = ([one, other]: [Incident, Incident]) =>
    Promise.all([merge(one.id, other.id), merge(other.id, one.id)]);
  for (const outcomes of await Promise.all(pairs.map(both))) {
    expect(outcomes).toContainEqual({ incident: expect.objectContaining({ status: "closed" }) as unknown });
    expect(outcomes).toContainEqual({
      refusal: expect.objectContaining({ because: "duplicate-unfit" }) as unknown,
    });
  }
});

describe("while somebody else works on an incident", () => {
  test("T35 nobody of another grid waits for it: to merge into it, or to assign it, it is as one that is not there", async () => {
    const [own, foreign] = [await file(), await file(townPosition(5.5, 1.5))];
    const { territoryId } = town;
    const secretary: Actor = {
      id: "person:secretary",
      role: "secretary",
      gridPath: town.paths.get("community-0")!, // of the town
    };
    await inTransaction(db, async (tx) => {
      await tx.query("SELECT FROM incident WHERE territory_id = $1 AND id = $2 FOR UPDATE", [
        territoryId,
        foreign.id,
      ]);
      for (const id of [foreign.id, foreign.id + 1000]) {
        const command = { action: "merge", duplicateOf: id } as const;
        expect(await takeAction(db, { ...sending(secretary), incidentId: own.id, command })).toMatchObject({
          refusal: { code: "ACTION_NOT_POSSIBLE", because: "duplicate-unfit" },
        });
        expect(await assignMany(db, { ...sending(secretary), incidentIds: [id] })).toEqual({
          taken: [],
          refused: [{ id, refusal: { code: "INCIDENT_NOT_FOUND", territoryId, incidentId: id } }],
        });
      }
    });
  });

  test("who reads its history gets one of one moment, which holds together", async () => {
    const { id: incidentId } = await file();
    await accept(incidentId);
    let handled: unknown;
    beforeSteps(async () => {
      handled = await takeAction(db, { ...sending(DISPATCHER), incidentId, command: { action: "start" } });
    });
    const read = async () =>
      (await findHistory(db, { territoryId: town.territoryId, incidentId, rulebook: RULEBOOK }))!; // filed
    const [during, after] = [await read(), await read()];
    expect(handled).toMatchObject({ incident: { status: "handling" } });
    expect([during.state.status, during.steps.at(-1)!.action, during.brokenStep]).toEqual([
      "accepted",
      "accept",
      null,
    ]);
    expect([after.state.status, after.steps.at(-1)!.action, after.brokenStep]).toEqual([
      "handling",
      "start",
      null,
    ]);
  });
});
