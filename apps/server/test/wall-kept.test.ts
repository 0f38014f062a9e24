import { WALL_DEFAULTS } from "@getu/domain";
import { hashSecret, insertDeviceToken, inTransaction, takePairing } from "@getu/store";
import { createRedrawTown } from "@getu/store/testing";
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
