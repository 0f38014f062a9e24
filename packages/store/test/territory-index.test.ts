import type { Incident } from "@getu/domain";
import { createTown, lockBoundaries, RULEBOOK, townPosition, townReport } from "@getu/store/testing";
import { expect, test } from "vitest";
import { inTransaction } from "../src/db.ts";
import type { Transaction } from "../src/db.ts";
import { getTerritoryIndex, openHistory } from "../src/grid/territory-index.ts";
import type { TerritoryIndex } from "../src/grid/territory-index.ts";
import { fileReport, importGrids } from "../src/index.ts";
import { db, territory, useTerritoryEach } from "./territory-each.ts";

const AT_ONCE = 8;

useTerritoryEach();

/** Puts boundaries into force that nobody has asked for yet. */
const publish = (name: string) =>
  importGrids(db, {
    territoryId: territory.id,
    records: createTown().map((grid) => (grid.externalId === "lane-0-0" ? { ...grid, name } : grid)),
    file: "town",
  });

const hold = (work: (tx: Transaction) => Promise<TerritoryIndex>): Promise<TerritoryIndex> =>
  inTransaction(db, async (tx) => {
    await lockBoundaries(tx, { territoryId: territory.id, mode: "shared" });
    return work(tx);
  });

const inForce = () => hold((tx) => getTerritoryIndex(db, { tx, territoryId: territory.id }));

const atOnce = <T>(ask: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => ask(n)));

/** Counts from now on how often outlines are asked for over any connection of the pool. */
function countOutlines(): () => number {
  const watched = new WeakSet<object>();
  let reads = 0;
  db.pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const counting = (...given: unknown[]): unknown => {
      if (/\barea FROM grid_state\b/.test(String(given[0]))) reads += 1;
      return query(...given);
    };
    Object.assign(client, { query: counting });
  });
  return () => reads;
}

test("who asks at once after a publication gets one index, made once, and the next version another", async () => {
  await publish("First");
  const first = new Set(await atOnce(inForce));
  expect([...first].map(({ version }) => version)).toEqual([1]);
  await publish("Second");
  const second = new Set(await atOnce(inForce));
  expect([...second].map(({ version }) => version)).toEqual([2]);
});

test("reports that are filed at once after a publication read the outlines once, those of before it too", async () => {
  await publish("First");
  const occurredAt = new Date().toISOString();
  await publish("Second");
  const reads = countOutlines();
  const report = townReport({ position: townPosition(0.5, 0.5), occurredAt }); // under the first boundaries
  const filed = await atOnce((n) =>
    fileReport(db, {
      territoryId: territory.id,
      report,
      actor: { id: "person:1", role: "dispatcher", gridPath: "" },
      rulebook: RULEBOOK,
      idempotencyKey: `report-${n}`,
    }),
  );
  const incidents = filed.map((each) => (each as { incident: Incident }).incident); // none is refused
  expect(new Set(incidents.map(({ gridCurrent }) => gridCurrent)).size).toBe(1);
  expect(incidents.every(({ gridAtOccurrence, gridCurrent }) => gridAtOccurrence === gridCurrent)).toBe(true);
  expect(reads()).toBe(2);
});

test("what happened under older boundaries is placed by one index of them, whoever asks", async () => {
  await publish("First");
  const then = new Date();
  await publish("Second");
  const old = () =>
    hold(async (tx) => {
      const history = await openHistory(db, { tx, territoryId: territory.id, past: new Map() });
      return history.at(then);
    });
  const found = new Set([...(await atOnce(old)), await old()]);
  expect([...found].map(({ version }) => version)).toEqual([1]);
});

test("whose transaction is broken fails alone: those who waited for it read with their own", async () => {
  await publish("First");
  const begin = async (): Promise<Transaction> => {
    const tx = await db.pool.connect();
    await tx.query("BEGIN");
    return tx;
  };
  const [broken, healthy, other] = [await begin(), await begin(), await begin()];
  await broken.query("SELECT 1 / 0").catch(() => undefined);
  const ask = (tx: Transaction) => getTerritoryIndex(db, { tx, territoryId: territory.id, version: 1 });
  const [lost, ...found] = await Promise.allSettled([broken, healthy, other].map(ask)); // at the same moment
  for (const tx of [broken, healthy, other]) {
    await tx.query("ROLLBACK");
    tx.release();
  }
  expect(lost).toMatchObject({
    status: "rejected",
    reason: { message: expect.stringMatching(/aborted/) as unknown },
  });
  expect(found).toMatchObject([{ value: { version: 1 } }, { value: { version: 1 } }]);
  expect(new Set(found.map((each) => each.status === "fulfilled" && each.value)).size).toBe(1);
});
