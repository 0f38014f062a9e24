import { reportIncident } from "@getu/store";
import type { Db } from "@getu/store";
import { createTestDatabase, foundTown, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { startServerOver } from "@getu/testkit";
import { readHeatFile } from "@getu/domain";
import { expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";

const soon = { timeout: 20_000 };

const ALL = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&bbox=-180,-85,180,85&level=3";

/** A town with so many incidents; each is the first of its database, and so has the same number. */
async function foundIn({ db }: Pick<TestDatabase, "db">, incidents: number): Promise<number> {
  const { territoryId } = await foundTown(db);
  for (let i = 0; i < incidents; i += 1) await report(db, { territoryId, i });
  return territoryId;
}

const report = (db: Db, { territoryId, i }: { territoryId: number; i: number }): Promise<unknown> =>
  reportIncident(db, { territoryId, record: townIncident({ externalId: `made-up-${i}` }) });

test("T03 a server whose database another one has taken the place of tells its screens that everything is over, and begins anew with the other one at the same address", async ({
  onTestFinished,
}) => {
  const [lost, restored] = [await createTestDatabase(), await createTestDatabase()];
  for (const each of [lost, restored]) onTestFinished(() => each.drop());
  const territoryId = await foundIn(lost, 5);
  expect(await foundIn(restored, 2)).toBe(territoryId);
  const server = await startServerOver(lost, { GETU_OPEN_READING: "all" });
  onTestFinished(() => server.stop());
  const live = `${server.origin}/live?territory=${territoryId}`;
  const countHeatOf = async (): Promise<number | null> => {
    const answer = await fetch(`${server.origin}/territories/${territoryId}/heat.bin?${ALL}`);
    const { counts } = readHeatFile(new Uint8Array(await answer.arrayBuffer()));
    return [...counts].reduce((sum, each) => sum + each, 0);
  };
  const state = async (): Promise<unknown> =>
    ((await (await fetch(`${server.origin}/readyz`)).json()) as { heat: Record<number, string> }).heat[
      territoryId
    ];
  await expect.poll(state, soon).toBe("index");
  await report(lost.db, { territoryId, i: 5 }); // the index has it, and its files have not
  await expect.poll(countHeatOf, soon).toBe(6);
  const screen = await openEventStream(live);
  const [hello] = await screen.waitFor("hello");
  const { history } = hello!.data as { history: string };
  const readyAgain = new Promise<void>((resolve) => {
    server.process.stdout!.on("data", (said: Buffer) => said.includes("ready ") && resolve()); // it is piped
  });
  await lost.swapWith(restored);
  expect(await screen.waitFor("over")).toHaveLength(1);
  await screen.ended;
  await readyAgain;
  await expect.poll(state, soon).toBe("index");
  expect(await countHeatOf()).toBe(2);
  const away = await openEventStream(`${live}&after=${hello!.id}&history=${history}`); // it was not there when that was told
  expect(await away.waitFor("resync")).toHaveLength(1);
  away.cut();
});
