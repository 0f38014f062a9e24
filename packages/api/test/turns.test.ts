import { setTimeout as sleep } from "node:timers/promises";
import { nobodyWith } from "@getu/domain";
import { createTestDatabase, foundTown } from "@getu/store/testing";
import { expect, test } from "vitest";
import { createCaller, createTurns } from "../src/index.ts";
import { failureOfCall, testContext } from "./test-caller.ts";

/** Work that ends when it is let go. */
function createWork(begun: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async (): Promise<string> => {
    begun.push(name);
    await promise;
    return name;
  };
  return { name, work, letGo: resolve };
}

const TOO_OFTEN = { code: "TOO_OFTEN", retryAfterSeconds: 5 };

test("so much is done at once, and what waits begins in the order in which it came, each when another has ended", async () => {
  const turns = createTurns({ atOnce: 2 });
  const begun: string[] = [];
  const all = ["first", "second", "third", "fourth"].map((name) => createWork(begun, name));
  const taken = all.map(({ name, work }) => turns.take({ by: "a", name }, work));
  await sleep(0);
  expect(begun).toEqual(["first", "second"]);
  all[1]!.letGo(); // of four
  expect(await taken[1]).toBe("second");
  await sleep(0);
  expect(begun).toEqual(["first", "second", "third"]);
  for (const { letGo } of all) letGo();
  expect(await Promise.all(taken)).toEqual(["first", "second", "third", "fourth"]);
});

test("what fails gives its turn on, and is made anew when it is asked again", async () => {
  const turns = createTurns({ atOnce: 1 });
  const asked = { by: "a", name: "failing" };
  const failing = turns.take(asked, () => Promise.reject(new Error("planted")));
  const next = turns.take({ by: "a", name: "next" }, () => Promise.resolve("next"));
  await expect(failing).rejects.toThrow("planted");
  expect(await next).toBe("next");
  expect(await turns.take(asked, () => Promise.resolve("mended"))).toBe("mended");
});

test("what is equal is made once, whoever asks for it while it waits, and once more, when that has ended, for all who ask while it is worked on", async () => {
  const turns = createTurns({ atOnce: 2 });
  const begun: string[] = [];
  const [one, other, first, second] = ["one", "other", "first", "second"].map((name) =>
    createWork(begun, name),
  );
  const before = [one, other].map((each) => turns.take({ by: "a", name: each!.name }, each!.work)); // four were made
  const askedBy = (by: string, { work } = first!) => turns.take({ by, name: "question" }, work); // four were made
  const waiting = [askedBy("a"), askedBy("a"), askedBy("b")];
  for (const each of [one, other]) each!.letGo(); // four
  await Promise.all(before);
  await sleep(0);
  const late = [askedBy("a", second), askedBy("c", second)];
  await sleep(0);
  expect(begun).toEqual(["one", "other", "first"]); // though there is a turn
  first!.letGo(); // four
  expect(await Promise.all(waiting)).toEqual(["first", "first", "first"]);
  second!.letGo(); // four
  expect(await Promise.all(late)).toEqual(["second", "second"]);
  expect(begun).toEqual(["one", "other", "first", "second"]);
});

test("who has waited for so long is told to come again, keeps nobody waiting, and what had begun goes on", async () => {
  const turns = createTurns({ atOnce: 1, waitMs: 100 });
  const begun: string[] = [];
  const [long, late, next] = ["long", "late", "next"].map((name) => createWork(begun, name));
  const asked = (each = long!) => turns.take({ by: "a", name: each.name }, each.work); // three were made
  const working = asked(long);
  expect(await Promise.all([asked(late), asked(late)].map(failureOfCall))).toEqual([TOO_OFTEN, TOO_OFTEN]);
  const after = asked(next);
  for (const each of [long, late, next]) each!.letGo(); // three
  expect(await Promise.all([working, after])).toEqual(["long", "next"]);
  expect(await asked(late)).toBe("late");
  expect(begun).toEqual(["long", "next", "late"]);
});

test("who asks what is worked on for longer than one waits is told to come again", async () => {
  const turns = createTurns({ atOnce: 2, waitMs: 100 });
  const begun: string[] = [];
  const long = createWork(begun, "long");
  const asked = () => turns.take({ by: "a", name: "long" }, long.work);
  const working = asked();
  await sleep(0);
  expect(await failureOfCall(asked())).toEqual(TOO_OFTEN);
  expect(await failureOfCall(asked())).toEqual(TOO_OFTEN); // told to come again it does not begin beside it
  expect(begun).toEqual(["long"]);
  long.letGo();
  expect([await working, await asked(), begun]).toEqual(["long", "long", ["long", "long"]]);
});

test("one caller has so many different questions, begun or not; one more is refused, others are not, and an answer makes room", async () => {
  const turns = createTurns({ atOnce: 2, mostOfOne: 4 });
  const all = ["1", "2", "3", "4", "5"].map((name) => createWork([], name));
  const ask = (by: string, number: number) => {
    const { name, work } = all[number - 1]!; // of five
    return turns.take({ by, name }, work);
  };
  const own = [1, 2, 3, 4].map((number) => ask("a", number));
  expect(await failureOfCall(ask("a", 5))).toEqual(TOO_OFTEN);
  const [again, others] = [ask("a", 4), ask("b", 5)];
  all[0]!.letGo(); // of five
  expect(await own[0]).toBe("1");
  const fifth = ask("a", 5);
  for (const { letGo } of all) letGo();
  expect(await Promise.all([...own, again, others, fifth])).toEqual(["1", "2", "3", "4", "4", "5", "5"]);
});

/** A town whose incidents nobody can read until they are let go. */
async function jammedTown(onTestFinished: (end: () => Promise<void>) => void) {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const { territoryId } = await foundTown(database.db);
  const holder = await database.owner.connect();
  await holder.query("BEGIN; LOCK TABLE incident IN ACCESS EXCLUSIVE MODE");
  const waiting =
    "SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND relation = 'incident'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
  const context = testContext(database.db, nobodyWith({ role: "dispatcher", territoryId, gridPath: "" }));
  return {
    territoryId,
    callerAt: (address: string) => createCaller({ ...context, address }),
    countWaiting: async () => (await holder.query(waiting)).rowCount,
    letGo: async () => {
      await holder.query("ROLLBACK");
      holder.release();
    },
  };
}

test("T04 of ten calls that take long four hold a connection at once, and quick ones are answered meanwhile", async ({
  onTestFinished,
}) => {
  const { territoryId, callerAt, countWaiting, letGo } = await jammedTown(onTestFinished);
  const window = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-26T00:00:00.000Z" };
  const asked = [1, 2, 3].flatMap((number): Promise<unknown>[] => {
    const caller = callerAt(`192.0.2.${number}`);
    return [
      caller.heat.week({ territoryId, ...window, from: `2026-10-0${number}T00:00:00.000Z` }),
      caller.assessment.month({ territoryId, month: `2026-0${number}`, tier: 0 }),
      caller.summary.day({ territoryId, day: `2026-11-0${number}` }),
    ];
  });
  const counted = { month: "2026-09", tier: 0, figure: "reported", of: "all", limit: 10 } as const;
  asked.push(callerAt("192.0.2.4").assessment.counted({ territoryId, ...counted }));
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(4);
  await sleep(300);
  expect(await countWaiting()).toBe(4);
  expect(await callerAt("192.0.2.5").territory.list()).toHaveLength(1);
  await letGo();
  expect(await Promise.all(asked)).toHaveLength(10);
});

test("T04 what several ask alike takes one connection, and an address of nobody has four questions, wherever in its network it is", async ({
  onTestFinished,
}) => {
  const { territoryId, callerAt, countWaiting, letGo } = await jammedTown(onTestFinished);
  const ask = (address: string, month: number) =>
    callerAt(address).assessment.month({ territoryId, month: `2026-0${month}`, tier: 0 });
  const alike = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((address) => ask(address, 1));
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(1);
  const own = [1, 2, 3, 4].map((month) => ask(`2001:db8::${month}`, month));
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(4);
  const fifth = failureOfCall(ask("2001:db8::9", 5));
  expect(await Promise.race([fifth, sleep(10_000)])).toEqual(TOO_OFTEN); // at once, not for having waited
  const others = ask("2001:db8:0:1::9", 5);
  await letGo();
  const months = (await Promise.all([...alike, ...own, others])).map(({ month }) => month);
  expect(months).toEqual([1, 1, 1, 1, 2, 3, 4, 5].map((month) => `2026-0${month}`));
});
