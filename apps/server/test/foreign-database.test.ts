import { createTerritory } from "@getu/store";
import { createTestDatabase, TOWN_TERRITORY } from "@getu/store/testing";
import { startServerOver } from "@getu/testkit";
import { expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";

test("T03 a server whose database another one has taken the place of tells its screens that everything is over, and serves the other one at the same address", async ({
  onTestFinished,
}) => {
  const [lost, restored] = [await createTestDatabase(), await createTestDatabase()];
  for (const each of [lost, restored]) onTestFinished(() => each.drop());
  const { id: territoryId } = await createTerritory(lost.db, { ...TOWN_TERRITORY, code: "lost" });
  await createTerritory(restored.db, { ...TOWN_TERRITORY, code: "restored" });
  const server = await startServerOver(lost, { GETU_OPEN_READING: "all" });
  onTestFinished(() => server.stop());
  const codes = async (): Promise<string[]> =>
    (await server.ask<{ code: string }[]>("territory.list", {})).map(({ code }) => code);
  expect(await codes()).toEqual(["lost"]);
  const screen = await openEventStream(`${server.origin}/live?territory=${territoryId}`);
  await screen.waitFor("hello");
  await lost.swapWith(restored);
  expect(await screen.waitFor("over")).toHaveLength(1);
  await screen.ended;
  const codesNow = (): Promise<string[] | null> => codes().catch(() => null); // it begins anew
  await expect.poll(codesNow, { timeout: 30_000, interval: 200 }).toEqual(["restored"]);
  expect(server.process.exitCode).toBeNull();
});
