import { WALL_DEFAULTS } from "@getu/domain";
import type { DeviceToken } from "@getu/domain";
import { hashSecret, insertDeviceToken, inTransaction, restoreVersion, takePairing } from "@getu/store";
import { createRedrawTown, drawSteps, idsOfTown, publishAtOnce } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAccount, openBrowser, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;
let chief: BrowserSession;

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  territoryId = await createRedrawTown(server.db, { code: "redrawn", incidents: 0 });
  await makeAccount(server, { username: "chief", role: "administrator", territoryId });
  chief = await signIn(server, "chief");
});
afterAll(() => server.stop());

/** Has a browser ask for a code to show. */
async function askForCode(screen: BrowserSession): Promise<string> {
  const answer = await screen.post("/wall-pairing");
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { code: string }).code;
}

const pair = (code: string, gridId: number | null = null) =>
  chief.tell("wall.pair", { territoryId, gridId, name: "大厅", code, settings: WALL_DEFAULTS });

async function pairedScreen(gridId: number | null = null): Promise<{ screen: BrowserSession; id: number }> {
  const screen = openBrowser(server);
  const { id } = (await pair(await askForCode(screen), gridId)) as { id: number };
  return { screen, id };
}

/** What becomes of the question of a browser that is a wall for a code: it is refused, and the browser keeps what it has. */
const REFUSED = { status: 409, code: "SCREEN_TAKEN_ALREADY", cookie: null };

async function refusalOf(asked: Promise<Response>): Promise<object> {
  const answer = await asked;
  const { error } = (await answer.json()) as { error?: { message: string } };
  return { status: answer.status, code: error?.message, cookie: answer.headers.get("set-cookie") };
}

describe("a browser that asks for a code once more", () => {
  test("is not found by the code that it showed before, whose secret it keeps no longer, but by the new one", async () => {
    const screen = openBrowser(server);
    const before = await askForCode(screen);
    const given = screen.cookie();
    const code = await askForCode(screen);
    expect(screen.cookie()).not.toBe(given);
    expect(await pair(before)).toBe("PAIRING_CODE_UNKNOWN");
    expect(await pair(code)).toHaveProperty("id");
    expect(await screen.ask("wall.own")).toMatchObject({ wall: { name: "大厅" } });
  });

  test("when it has been taken, stays the wall that it is", async () => {
    const { screen, id } = await pairedScreen();
    expect(await refusalOf(screen.post("/wall-pairing"))).toEqual(REFUSED);
    expect(await screen.ask("wall.own")).toMatchObject({ wall: { id } });
  });

  test("while it is being taken, becomes the wall that it was taken for", async () => {
    const screen = openBrowser(server);
    const code = await askForCode(screen);
    let asked: ReturnType<typeof refusalOf> | undefined;
    const id = await inTransaction(server.db, async (tx) => {
      const { tokenHash } = (await takePairing(tx, hashSecret(code)))!; // it waits
      asked = refusalOf(screen.post("/wall-pairing"));
      await expect.poll(waitingForOthers, { timeout: 5_000 }).toBe(1);
      const made = { name: "大厅", territoryId, gridId: null, tokenHash, createdBy: "test" };
      return insertDeviceToken(tx, made);
    });
    expect(await asked).toEqual(REFUSED);
    expect(await screen.ask("wall.own")).toMatchObject({ wall: { id } });
  });
});

/** How many of the server's statements wait for somebody else to end. */
async function waitingForOthers(): Promise<number> {
  const { rows } = await server.db.pool.query<{ waiting: number }>(
    "SELECT count(*)::integer AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0]!.waiting; // a count is one row
}

describe("a wall whose grid a redraw has retired", () => {
  const GONE = { wall: null, isGridGone: true, isSignedIn: false, soleGrid: null };

  /** Joins a lane to its neighbour. */
  async function retire(absorb: number): Promise<void> {
    const keep = (await idsOfTown(server.db, territoryId))("lane-0-0");
    const draftId = await drawSteps(server.db, territoryId, [{ kind: "merge", keep, absorb }]);
    await publishAtOnce(server.db, territoryId, draftId);
  }

  const listed = async (wanted: number): Promise<DeviceToken> =>
    ((await chief.ask("wall.list", { territoryId })) as DeviceToken[]).find(({ id }) => id === wanted)!; // it was paired

  test("is told so and reads nothing, is the same wall when the boundaries are rolled back, and shows a code once it is taken back", async () => {
    const lane = (await idsOfTown(server.db, territoryId))("lane-1-0");
    const { screen, id } = await pairedScreen(lane);
    expect(await screen.ask("grid.list", { territoryId })).toMatchObject([{ id: lane }]);

    await retire(lane);
    expect(await screen.ask("wall.own")).toEqual(GONE);
    expect(await listed(id)).toMatchObject({ gridId: lane, gridName: null, isRevoked: false });
    for (const procedure of ["grid.list", "summary.get", "incident.queue", "camera.list"])
      expect([procedure, await screen.ask(procedure, { territoryId })]).toEqual([procedure, "NOT_PERMITTED"]);
    expect((await screen.get(`/live?territory=${territoryId}`)).status).toBe(403);
    expect((await screen.post("/wall-report", { shows: "hours", restart: null })).status).toBe(404);
    expect(await refusalOf(screen.post("/wall-pairing"))).toEqual(REFUSED);

    const by = { actor: "person:administrator", address: null };
    await restoreVersion(server.db, { territoryId, version: 1, seen: 2, reason: "made up", by });
    expect(await screen.ask("wall.own")).toMatchObject({ wall: { id, gridId: lane }, isGridGone: false });
    expect(await screen.ask("grid.list", { territoryId })).toMatchObject([{ id: lane }]);

    await retire(lane);
    expect(await chief.tell("device.revoke", { territoryId, id })).toEqual({});
    expect(await screen.ask("wall.own")).toEqual({ ...GONE, isGridGone: false });
    expect(await pair(await askForCode(screen))).toHaveProperty("id");
  });
});
