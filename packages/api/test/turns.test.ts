import { setTimeout as sleep } from "node:timers/promises";
import { nobodyWith } from "@getu/domain";
import { createTestDatabase, foundTown } from "@getu/store/testing";
import { expect, test } from "vitest";
import { createCaller, createTurns } from "../src/index.ts";
import { testContext } from "./test-caller.ts";

/** Work that ends when it is let go. */
function createWork(begun: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async (): Promise<string> => {
    begun.push(name);
    await promise;
    return name;
  };
  return { work, letGo: resolve };
}

test("so much is done at once, and what waits begins in the order in which it came, each when another has ended", async () => {
  const turns = createTurns({ atOnce: 2 });
  const begun: string[] = [];
  const all = ["first", "second", "third", "fourth"].map((name) => createWork(begun, name));
  const taken = all.map(({ work }) => turns.take(work));
  await sleep(0);
  expect(begun).toEqual(["first", "second"]);
  all[1]!.letGo(); // of four
  expect(await taken[1]).toBe("second");
  await sleep(0);
  expect(begun).toEqual(["first", "second", "third"]);
  for (const { letGo } of all) letGo();
  expect(await Promise.all(taken)).toEqual(["first", "second", "third", "fourth"]);
});

test("what fails gives its turn on", async () => {
  const turns = createTurns({ atOnce: 1 });
  const failing = turns.take(() => Promise.reject(new Error("planted")));
  const next = turns.take(() => Promise.resolve("next"));
  await expect(failing).rejects.toThrow("planted");
  expect(await next).toBe("next");
});

test("what nobody waits for any more is not begun, and keeps nobody waiting", async () => {
  const turns = createTurns({ atOnce: 1 });
  const begun: string[] = [];
  const [first, gone, last] = ["first", "gone", "last"].map((name) => createWork(begun, name));
  const leaving = new AbortController();
  const done = turns.take(first!.work); // three were made
  const refusal = turns.take(gone!.work, leaving.signal).catch((error: unknown) => error);
  const after = turns.take(last!.work);
  leaving.abort();
  for (const each of [first, gone, last]) each!.letGo(); // three
  expect(await refusal).toMatchObject({ code: "CLIENT_CLOSED_REQUEST" });
  expect(await Promise.all([done, after])).toEqual(["first", "last"]);
  expect(begun).toEqual(["first", "last"]);
});

test("T04 of ten calls that take long four hold a connection at once, and quick ones are answered meanwhile", async ({
  onTestFinished,
}) => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const { territoryId } = await foundTown(database.db);
  const dispatcher = nobodyWith({ role: "dispatcher", territoryId, gridPath: "" });
  const caller = createCaller(testContext(database.db, dispatcher));
  const holder = await database.owner.connect();
  await holder.query("BEGIN; LOCK TABLE incident IN ACCESS EXCLUSIVE MODE");
  const window = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-26T00:00:00.000Z" };
  const asked: Promise<unknown>[] = Array.from({ length: 4 }, () =>
    caller.heat.week({ territoryId, ...window }),
  );
  for (let i = 0; i < 3; i += 1)
    asked.push(
      caller.assessment.month({ territoryId, month: "2026-11", tier: 0 }),
      caller.summary.day({ territoryId, day: "2026-11-26" }),
    );
  const waiting =
    "SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND relation = 'incident'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
  const countWaiting = async () => (await holder.query(waiting)).rowCount;
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(4);
  await sleep(300);
  expect(await countWaiting()).toBe(4);
  expect(await caller.territory.list()).toHaveLength(1);
  await holder.query("ROLLBACK");
  holder.release();
  expect(await Promise.all(asked)).toHaveLength(10);
});
