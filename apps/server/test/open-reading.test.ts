import {
  createSecretToken,
  createTerritory,
  inTransaction,
  insertDeviceToken,
  revokeDeviceToken,
} from "@getu/store";
import { foundTown, TOWN_TERRITORY } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { makeAccount, openBrowser, signIn } from "./browser-session.ts";
import { openEventStream } from "./event-stream.ts";
import { startTestServer } from "./test-server.ts";

describe("what may be read without signing in", () => {
  test.each([
    ["none", 0],
    ["demo", 1],
    ["all", 2],
  ] as const)("with %s %i of a made-up and a real street", async (openReading, count) => {
    const open = await startTestServer({ openReading });
    await createTerritory(open.db, { ...TOWN_TERRITORY, code: "made-up", demo: true });
    const real = await createTerritory(open.db, { ...TOWN_TERRITORY, code: "real", demo: false });
    const browser = openBrowser(open);
    const seen = (await browser.ask("territory.list")) as (typeof real)[] | string;
    expect(Array.isArray(seen) ? seen.length : 0).toBe(count);
    const answer = await browser.ask("summary.get", { territoryId: real.id });
    expect(answer === "SIGN_IN_NEEDED").toBe(openReading !== "all");
    await open.stop();
  });

  test.each(["demo", "all"] as const)(
    "with %s adds nothing to a role: who has signed in reads what their roles give, and without one nothing",
    async (openReading) => {
      const open = await startTestServer({ openReading });
      const { territoryId, grids, idOf } = await foundTown(open.db);
      const gridId = idOf("lane-0-0");
      await makeAccount(open, { username: "leader", role: "leader", territoryId, gridId });
      const leader = await signIn(open, "leader");
      const gridsOf = (browser: typeof leader) => browser.ask("grid.list", { territoryId });
      expect(await gridsOf(openBrowser(open))).toHaveLength(grids.length);
      expect(await gridsOf(leader)).toMatchObject([{ id: gridId }]);
      await open.db.pool.query("UPDATE role_grant SET revoked_at = now(), revoked_by = 'system'");
      expect(await gridsOf(leader)).toBe("NOT_PERMITTED");
      expect(await leader.ask("territory.list")).toBe("NOT_PERMITTED");
      expect(await leader.ask("account.get")).toMatchObject({ person: { username: "leader" }, grants: [] });
      await open.stop();
    },
  );

  test("T36 puts a screen out that is taken back, though nobody need be anybody to listen", async () => {
    const open = await startTestServer({ openReading: "all" });
    const { territoryId } = await foundTown(open.db);
    const { token, tokenHash } = createSecretToken();
    const screen = { name: "hall", territoryId, gridId: null, tokenHash, createdBy: "test" };
    const id = await inTransaction(open.db, (tx) => insertDeviceToken(tx, screen));
    const address = `${open.origin}/live?territory=${territoryId}`;
    const stream = await openEventStream(address, { authorization: `Bearer ${token}` });
    await stream.waitFor("hello");
    await inTransaction(open.db, (tx) => revokeDeviceToken(tx, { territoryId, id, revokedBy: "test" }));
    expect(await stream.waitFor("over")).toHaveLength(1);
    await stream.ended;
    await open.stop();
  });
});
