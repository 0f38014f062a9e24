import { setTimeout as sleep } from "node:timers/promises";
import {
  HEAT_LOOK,
  MOST_SENT_OFF,
  parsePairingCode,
  PERMISSIONS,
  WALL_DEFAULTS,
  WALL_FREE,
} from "@getu/domain";
import type { SceneEntry, Wall } from "@getu/domain";
import { arrangeWall, createTerritory, importGrids, inTransaction, listGrids } from "@getu/store";
import { createTown, TOWN_TERRITORY } from "@getu/store/testing";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeAccount, openBrowser, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { openEventStream } from "./event-stream.ts";
import { serveAgain, startTestServer } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";

let server: LoneTestServer;
let territoryId: number;
let ids: ReadonlyMap<string, number>;
let chief: BrowserSession;
let head: BrowserSession;
let dispatcher: BrowserSession;

/** Codes that are typed and asked for are counted anew at each of these. */
const WINDOW_MS = 5 * 60_000;

const idOf = (externalId: string): number => ids.get(externalId)!; // of the made-up town

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  territoryId = (await createTerritory(server.db, { ...TOWN_TERRITORY, code: "real", demo: false })).id;
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  const grids = await listGrids(server.db, { territoryId });
  ids = new Map(grids.map(({ externalId, id }) => [externalId, id]));
  await makeAccount(server, { username: "chief", role: "administrator", territoryId });
  await makeAccount(server, {
    username: "head",
    role: "administrator",
    territoryId,
    gridId: idOf("community-0"),
  });
  await makeAccount(server, { username: "dispatcher", role: "dispatcher", territoryId });
  [chief, head, dispatcher] = (await Promise.all(
    ["chief", "head", "dispatcher"].map((username) => signIn(server, username)),
  )) as [BrowserSession, BrowserSession, BrowserSession]; // one for each
});
afterAll(() => server.stop());
afterEach(() => server.db.pool.query("DELETE FROM address_count"));

/** A screen that shows a code. */
async function waitingScreen(): Promise<{ screen: BrowserSession; code: string }> {
  const screen = openBrowser(server);
  const answer = await screen.post("/wall-pairing");
  expect(answer.status).toBe(200);
  return { screen, code: ((await answer.json()) as { code: string }).code };
}

const wallWith = (code: string, gridId: number | null = null) => ({
  territoryId,
  gridId,
  name: "大厅",
  code,
  settings: { ...WALL_DEFAULTS, viewingDistanceMetres: 8 },
});

const ownOf = async (screen: BrowserSession): Promise<Wall | null> =>
  ((await screen.ask("wall.own")) as { wall: Wall | null }).wall;

async function pairedScreen(gridId: number | null = null): Promise<{ screen: BrowserSession; id: number }> {
  const { screen, code } = await waitingScreen();
  const { id } = (await chief.tell("wall.pair", wallWith(code, gridId))) as { id: number };
  return { screen, id };
}

const listen = (browser: BrowserSession) =>
  openEventStream(`${server.origin}/live?territory=${territoryId}`, { cookie: browser.cookie() });

describe("T41 a screen that shows a code", () => {
  test("is nobody until the code is typed at the desk, and from then on reads one scope without having asked again", async () => {
    const { screen, code } = await waitingScreen();
    expect(await ownOf(screen)).toBeNull();
    expect(await screen.ask("grid.list", { territoryId })).toBe("SIGN_IN_NEEDED");
    const given = wallWith(code.toLowerCase().replace("-", " "), idOf("community-1"));
    expect(await chief.tell("wall.pair", given)).toEqual({ id: expect.any(Number) as number });
    expect(await ownOf(screen)).toMatchObject({ name: "大厅", settings: { viewingDistanceMetres: 8 } });
    const seen = (await screen.ask("grid.list", { territoryId })) as { id: number }[];
    expect(seen.length).toBe(21); // a community, its four compounds and their sixteen lanes
  });

  test("can call nothing that changes anything, and no list that names who approved", async () => {
    const { screen, id } = await pairedScreen();
    const month = { territoryId, month: "2026-10", tier: 0 };
    expect(await screen.ask("assessment.month", month)).toMatchObject({ month: "2026-10" });
    const counted = { ...month, figure: "moved", of: "all", limit: 10 };
    expect(await screen.ask("assessment.counted", counted)).toBe("NOT_PERMITTED");
    for (const [procedure, input] of [
      ["wall.pair", wallWith("ACDE-FGHJ")],
      ["wall.arrange", { territoryId, id, settings: WALL_DEFAULTS }],
      ["wall.steer", { territoryId, id, given: { order: "skip" } }],
      ["device.revoke", { territoryId, id }],
    ] as const)
      expect(await screen.tell(procedure, input)).toBe("NOT_PERMITTED");
    expect(PERMISSIONS["contact.read"]).not.toContain("device");
  });

  test("is known for another year each time it says that it is still there, and nobody else is by that", async () => {
    const { screen, id } = await pairedScreen();
    const renewed = await screen.post("/device-session/renewal");
    expect(renewed.headers.get("set-cookie")).toMatch(/Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict/);
    expect(await ownOf(screen)).toMatchObject({ id });
    expect((await openBrowser(server).post("/device-session/renewal")).status).toBe(404);
    await chief.tell("device.revoke", { territoryId, id });
    const refused = await screen.post("/device-session/renewal");
    expect([refused.status, refused.headers.get("set-cookie")]).toEqual([404, null]);
  });

  test("ends at once when it is taken back, hears so over its own stream, and shows a new code", async () => {
    const { screen, id } = await pairedScreen();
    const stream = await listen(screen);
    await stream.waitFor("hello");
    expect(await chief.tell("device.revoke", { territoryId, id })).toEqual({});
    await stream.waitFor("over");
    await stream.ended;
    expect(await ownOf(screen)).toBeNull();
    expect(await screen.ask("summary.get", { territoryId })).toBe("SIGN_IN_NEEDED");
    const again = await screen.post("/wall-pairing");
    const { code } = (await again.json()) as { code: string };
    await chief.tell("wall.pair", wallWith(code));
    expect(await ownOf(screen)).not.toBeNull();
  });
});

describe("a code", () => {
  test("works once: of two who type it at the same time one takes the screen", async () => {
    const { code } = await waitingScreen();
    const both = await Promise.all([1, 2].map(() => chief.tell("wall.pair", wallWith(code))));
    expect(both.filter((answer) => answer === "PAIRING_CODE_UNKNOWN")).toHaveLength(1);
    expect(await chief.tell("wall.pair", wallWith(code))).toBe("PAIRING_CODE_UNKNOWN");
  });

  test("is over after ten minutes", async () => {
    const { screen, code } = await waitingScreen();
    await server.db.pool.query("UPDATE wall_pairing SET expires_at = expires_at - interval '10 minutes'");
    expect(await chief.tell("wall.pair", wallWith(code))).toBe("PAIRING_CODE_UNKNOWN");
    expect(await ownOf(screen)).toBeNull();
    await waitingScreen();
    const { rows } = await server.db.pool.query<{ count: string }>("SELECT count(*) FROM wall_pairing");
    expect(Number(rows[0]!.count)).toBe(1); // what is over has been forgotten
  });

  test("opens nothing: neither as a token nor in an address, and whoever asks without the screen's own secret hears nothing", async () => {
    const { code } = await waitingScreen();
    const stranger = openBrowser(server);
    expect((await stranger.post("/device-session", { token: code.padEnd(20, "-") })).status).toBe(404);
    expect((await stranger.get(`/trpc/wall.own?input={}&code=${code}`)).status).toBe(200);
    expect(await ownOf(stranger)).toBeNull();
    await chief.tell("wall.pair", wallWith(code));
    expect(await ownOf(stranger)).toBeNull();
    expect(stranger.cookies.size).toBe(0);
  });

  test("and the screen's secret are kept as hashes, and the secret is seen by no script", async () => {
    const screen = openBrowser(server);
    const answer = await screen.post("/wall-pairing");
    const { code } = (await answer.json()) as { code: string };
    expect(parsePairingCode(code)).toBe(code);
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
    await chief.tell("wall.pair", wallWith(code));
    const { rows } = await server.db.pool.query<{ kept: string }>(
      `SELECT to_jsonb(row)::text AS kept FROM device_token AS row UNION ALL SELECT to_jsonb(row)::text FROM wall AS row
       UNION ALL SELECT to_jsonb(row)::text FROM audit_entry AS row`,
    );
    const kept = rows.map((row) => row.kept).join();
    for (const secret of [code, ...screen.cookies.values()]) expect(kept).not.toContain(secret);
  });

  test("cannot be tried out: whoever types many waits, and so does an address that asks for many", async () => {
    const leftMs = WINDOW_MS - (Date.now() % WINDOW_MS); // it may turn while they are counted
    if (leftMs < 10_000) await sleep(leftMs + 100);
    const other = await serveAgain(server, { openReading: "none" }); // this one goes on giving codes to the other tests
    onTestFinished(() => other.stop());
    const typed: unknown[] = [];
    for (let i = 0; i < 22; i += 1) typed.push(await chief.tell("wall.pair", wallWith("ACDE-FGHJ")));
    expect(typed.filter((answer) => answer === "TOO_OFTEN")).toHaveLength(2);
    expect(await head.tell("wall.pair", wallWith("ACDE-FGHJ", idOf("community-0")))).toBe(
      "PAIRING_CODE_UNKNOWN",
    );
    const asked = await Promise.all(
      Array.from({ length: 62 }, () => openBrowser(other).post("/wall-pairing")),
    );
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(2);
    const holder = await server.owner.connect();
    await holder.query("BEGIN; LOCK TABLE address_count IN ACCESS EXCLUSIVE MODE");
    const again = await openBrowser(other).post("/wall-pairing"); // the database would not answer
    await holder.query("ROLLBACK");
    holder.release();
    expect(again.status).toBe(429);
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("gives no scope beyond that of who types it, and a refused one is still to be used", async () => {
    const { screen, code } = await waitingScreen();
    expect(await head.tell("wall.pair", wallWith(code))).toBe("GRANT_NOT_PERMITTED");
    expect(await head.tell("wall.pair", wallWith(code, idOf("community-1")))).toBe("GRANT_NOT_PERMITTED");
    expect(await ownOf(screen)).toBeNull();
    expect(await head.tell("wall.pair", wallWith(code, idOf("community-0")))).toHaveProperty("id");
  });

  test("leaves a row of who took which screen from where, and setting it up leaves another", async () => {
    const { id } = await pairedScreen(idOf("community-1"));
    const settings = { ...WALL_DEFAULTS, scenes: WALL_DEFAULTS.scenes.slice(0, 3) };
    await chief.tell("wall.arrange", { territoryId, id, settings });
    const { rows } = await server.db.pool.query<{ action: string; facts: object }>(
      "SELECT action, facts FROM audit_entry WHERE subject = $1 ORDER BY seq",
      [`device:${id}`],
    );
    expect(rows).toEqual([
      { action: "wall.paired", facts: { gridId: idOf("community-1"), from: "127.0.0.1" } },
      { action: "wall.arranged", facts: { scenes: "territory,overdue,community" } },
    ]);
  });
});

describe("setting a wall up", () => {
  test("by somebody who saw it as it was before another did is refused, and the other's settings stand", async () => {
    const { screen, id } = await pairedScreen();
    const mosaic = { columns: 3, rows: 2, bezelMillimetres: 4 };
    const seen = { ...WALL_DEFAULTS, viewingDistanceMetres: 8 }; // as it was paired
    const first = { territoryId, id, seen, settings: { ...WALL_DEFAULTS, mosaic } };
    expect(await chief.tell("wall.arrange", first)).toEqual({});
    const second = { ...first, settings: { ...WALL_DEFAULTS, urgentSeconds: 0 } };
    expect(await chief.tell("wall.arrange", second)).toBe("WALL_CHANGED_MEANWHILE");
    expect((await ownOf(screen))?.settings).toEqual(first.settings);
    expect(await chief.tell("wall.arrange", { ...second, seen: first.settings })).toEqual({});
    expect((await ownOf(screen))?.settings).toEqual(second.settings);
  });

  test("leaves what it was told: a hold and a pin stand, the pin at its scene wherever that is in another list, and not without it", async () => {
    const { screen, id } = await pairedScreen();
    for (const given of [{ order: "hold" }, { order: "skip" }, { order: "pin", scene: 2 }])
      await chief.tell("wall.steer", { territoryId, id, given });
    const told = { isHeld: true, pinned: 2, skips: 1, sendOffs: 0, sentOff: [] };
    const scenes = WALL_DEFAULTS.scenes.map((entry) => ({ ...entry, heat: HEAT_LOOK, day: null })); // as the form says it
    const farther = { ...WALL_DEFAULTS, viewingDistanceMetres: 9, scenes };
    await chief.tell("wall.arrange", { territoryId, id, settings: farther });
    expect((await ownOf(screen))?.control).toEqual(told);
    const turned = { ...farther, scenes: scenes.toReversed() };
    await chief.tell("wall.arrange", { territoryId, id, settings: turned });
    expect((await ownOf(screen))?.control).toEqual({ ...told, pinned: scenes.length - 3 });
    const without = { ...farther, scenes: scenes.toSpliced(2, 1) };
    await chief.tell("wall.arrange", { territoryId, id, settings: without });
    expect((await ownOf(screen))?.control).toEqual({ ...told, pinned: null });
  });
});

describe("what a wall says of itself", () => {
  const newsOf = async (id: number): Promise<Wall["news"]> => {
    const walls = (await dispatcher.ask("wall.list", { territoryId })) as Wall[];
    return walls.find((wall) => wall.id === id)!.news; // it was paired
  };
  const agoOf = (iso: string): number => Date.now() - Date.parse(iso);

  test("is read at the desk: what it shows, when it was heard, when and why its page began anew, which stands when its browser forgets it", async () => {
    const { screen, id } = await pairedScreen();
    expect(await newsOf(id)).toBeNull();
    const restart = { reason: "upgraded", secondsAgo: 3600 };
    expect((await screen.post("/wall-report", { shows: "hours", restart })).status).toBe(200);
    const news = await newsOf(id);
    expect(news).toMatchObject({ isHeard: true, shows: "hours", restart: { reason: "upgraded" } });
    expect(Math.abs(agoOf(news!.heardAt))).toBeLessThan(30_000); // it is there
    expect(Math.abs(agoOf(news!.restart!.at) - 3_600_000)).toBeLessThan(30_000);
    await screen.post("/wall-report", { shows: "urgent", incidentId: 7, restart: null });
    expect(await newsOf(id)).toMatchObject({ shows: "urgent", incidentId: 7, restart: news!.restart });
  });

  test("is old once two reports are missing, and changes nothing of how it is set up and what it was told", async () => {
    const { screen, id } = await pairedScreen();
    await chief.tell("wall.steer", { territoryId, id, given: { order: "hold" } });
    await screen.post("/wall-report", { shows: "overdue", restart: null }); // of a page that names no incident
    expect((await newsOf(id))?.incidentId).toBeNull();
    await server.db.pool.query(
      "UPDATE wall SET heard_at = heard_at - interval '3 minutes' WHERE device_id = $1",
      [id],
    );
    expect(await newsOf(id)).toMatchObject({ isHeard: false, shows: "overdue" });
    expect(await ownOf(screen)).toMatchObject({
      settings: { viewingDistanceMetres: 8 },
      control: { isHeld: true },
    });
  });

  test("is taken from a wall alone, and nothing else than that", async () => {
    const { screen, id } = await pairedScreen();
    const shows = "hours";
    for (const wrong of [
      {},
      { shows },
      { shows: "lunch", restart: null },
      { shows: "urgent", incidentId: 0, restart: null },
      { shows, restart: null, id },
      { shows, restart: { reason: "bored", secondsAgo: 1 } },
      { shows, restart: { reason: "frozen", secondsAgo: -1 } },
      { shows, restart: { reason: "frozen", secondsAgo: 1e12 } },
    ])
      expect([wrong, (await screen.post("/wall-report", wrong)).status]).toEqual([wrong, 400]);
    for (const other of [chief, openBrowser(server)])
      expect((await other.post("/wall-report", { shows, restart: null })).status).toBe(404);
    expect(await newsOf(id)).toBeNull();
    await chief.tell("device.revoke", { territoryId, id });
    expect((await screen.post("/wall-report", { shows, restart: null })).status).toBe(404);
  });
});

/** How many of the server's statements wait for somebody else to end. */
async function waitingForOthers(): Promise<number> {
  const { rows } = await server.db.pool.query<{ waiting: number }>(
    "SELECT count(*)::integer AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0]!.waiting; // a count is one row
}

describe("an order from the desk", () => {
  test("is heard by the wall by its own stream, and not by a wall of another part", async () => {
    const { screen, id } = await pairedScreen(idOf("community-1"));
    const other = await pairedScreen(idOf("community-0"));
    const [stream, elsewhere] = await Promise.all([listen(screen), listen(other.screen)]);
    await Promise.all([stream.waitFor("hello"), elsewhere.waitFor("hello")]);
    expect(
      await dispatcher.tell("wall.steer", { territoryId, id, given: { order: "pin", scene: 2 } }),
    ).toEqual({});
    const [heard] = await stream.waitFor("change");
    expect(heard?.data).toEqual({ topic: "wall", wallId: id });
    expect((await ownOf(screen))?.control).toEqual({
      isHeld: false,
      pinned: 2,
      skips: 0,
      sendOffs: 0,
      sentOff: [],
    });
    // What it hears may be that it was paired itself, a moment ago.
    expect(elsewhere.events.map(({ data }) => data)).not.toContainEqual({ topic: "wall", wallId: id });
    stream.cut();
    elsewhere.cut();
  });

  test("follows another one: two who skip at once send the wall on by two", async () => {
    const { screen, id } = await pairedScreen();
    const skip = { territoryId, id, given: { order: "skip" } };
    await Promise.all([chief.tell("wall.steer", skip), dispatcher.tell("wall.steer", skip)]);
    expect((await ownOf(screen))?.control.skips).toBe(2);
  });

  test("that sends incidents off names them, and is known of the last so many", async () => {
    const { screen, id } = await pairedScreen();
    for (let incidentId = 1; incidentId <= MOST_SENT_OFF + 1; incidentId += 1)
      await chief.tell("wall.steer", { territoryId, id, given: { order: "send-off", incidentId } });
    const { sendOffs, sentOff } = (await ownOf(screen))!.control;
    expect(sendOffs).toBe(MOST_SENT_OFF + 1);
    expect(sentOff).toEqual(Array.from({ length: MOST_SENT_OFF }, (_, i) => i + 2));
  });

  test("to pin is refused once its place is gone from the list, or another scene stands there than was seen; the wall is told nothing then", async () => {
    const { screen, id } = await pairedScreen();
    const { scenes } = WALL_DEFAULTS;
    const last = scenes.length - 1;
    const pin = (scene: number, seen?: SceneEntry): Promise<unknown> =>
      dispatcher.tell("wall.steer", {
        territoryId,
        id,
        given: { order: "pin", scene, ...(seen && { seen }) },
      });
    expect(await pin(last, scenes[last])).toEqual({});
    await dispatcher.tell("wall.steer", { territoryId, id, given: { order: "go-on" } });
    const settings = { ...WALL_DEFAULTS, scenes: scenes.slice(1) };
    await chief.tell("wall.arrange", { territoryId, id, settings });
    for (const refused of [pin(last, scenes[last]), pin(last), pin(1, scenes[1])])
      expect(await refused).toBe("WALL_CHANGED_MEANWHILE");
    expect((await ownOf(screen))?.control).toEqual(WALL_FREE);
    expect(await pin(0, scenes[1])).toEqual({});
    expect((await ownOf(screen))?.control).toEqual({ ...WALL_FREE, pinned: 0 });
  });

  test("to pin that comes while somebody sets the wall up waits, and is held against the list as it is then", async () => {
    const { screen, id } = await pairedScreen();
    const { scenes } = WALL_DEFAULTS;
    const given = { order: "pin", scene: 0, seen: scenes[0] };
    let answer: Promise<unknown> | undefined;
    await inTransaction(server.db, async (tx) => {
      const settings = { ...WALL_DEFAULTS, scenes: scenes.toReversed() };
      await arrangeWall(tx, { territoryId, id, settings });
      answer = dispatcher.tell("wall.steer", { territoryId, id, given });
      await expect.poll(waitingForOthers, { timeout: 5_000 }).toBe(1);
    });
    expect(await answer).toBe("WALL_CHANGED_MEANWHILE");
    expect((await ownOf(screen))?.control.pinned).toBeNull();
  });

  test("to a wall of another part, or to one that was taken back, finds none", async () => {
    const { id } = await pairedScreen(idOf("community-1"));
    const given = { order: "hold" };
    expect(await head.tell("wall.steer", { territoryId, id, given })).toBe("WALL_NOT_FOUND");
    const mine = (await head.ask("wall.list", { territoryId })) as Wall[];
    expect(mine.map((wall) => wall.id)).not.toContain(id);
    await chief.tell("device.revoke", { territoryId, id });
    expect(await chief.tell("wall.steer", { territoryId, id, given })).toBe("WALL_NOT_FOUND");
  });
});
