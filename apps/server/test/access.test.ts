import { setTimeout as sleep } from "node:timers/promises";
import {
  createRedrawTown,
  drawSteps,
  idsOfTown,
  publishAtOnce,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import { importBasemap, reportIncident } from "@getu/store";
import type { Grid, Incident } from "@getu/domain";
import { readArcFile } from "@getu/geometry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAccessTown } from "./access-town.ts";
import type { AccessTown } from "./access-town.ts";
import { forgetAddress, makeAccount, openBrowser, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { openEventStream } from "./event-stream.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;
let idOf: AccessTown["idOf"];
let personIdOf: AccessTown["personIdOf"];

beforeAll(async () => {
  ({ server, territoryId, idOf, personIdOf } = await openAccessTown());
});
afterAll(() => server.stop());

describe("T36 what is taken away ends at once", () => {
  /** So long may somebody still hear what is not theirs any more; it is looked at every second. */
  const withinFiveSeconds = (ended: Promise<unknown>): Promise<unknown> =>
    Promise.race([
      ended,
      sleep(5000, null, { ref: false }).then(() => {
        throw new Error("the stream went on for 5 s");
      }),
    ]);

  test("a stream ends with the right to hear it, and the next call is refused", async () => {
    await forgetAddress(server);
    await makeAccount(server, { username: "watcher", role: "viewer", territoryId });
    const [chief, watcher] = [await signIn(server, "chief"), await signIn(server, "watcher")];
    const cookie = watcher.cookie();
    const stream = await openEventStream(`${server.origin}/live?territory=${territoryId}`, { cookie });
    expect(stream.status).toBe(200);
    const persons = (await chief.ask("person.list")) as { username: string; grants: { id: number }[] }[];
    const { id: grantId } = persons.find(({ username }) => username === "watcher")!.grants[0]!;
    expect(await chief.tell("grant.revoke", { grantId })).toEqual({});
    expect(await watcher.ask("summary.get", { territoryId })).toBe("NOT_PERMITTED");
    await withinFiveSeconds(stream.ended);
    expect((await watcher.get(`/live?territory=${territoryId}`)).status).toBe(403);
  });

  test("a disabled account's stream ends, everybody else's goes on", async () => {
    await forgetAddress(server);
    await makeAccount(server, { username: "leaving", role: "viewer", territoryId });
    const [chief, leaving, staying] = [
      await signIn(server, "chief"),
      await signIn(server, "leaving"),
      await signIn(server, "head"),
    ];
    const listen = (browser: typeof chief) => {
      const cookie = browser.cookie();
      return openEventStream(`${server.origin}/live?territory=${territoryId}`, { cookie });
    };
    const [gone, stays] = [await listen(leaving), await listen(staying)];
    await chief.tell("person.disable", { personId: await personIdOf("leaving") });
    await withinFiveSeconds(gone.ended);
    expect(server.hub.connections()).toBe(1);
    stays.cut();
  });
});

test("T50 what a phone sends for one person is nobody's once another has signed in there: it is told to sign in, and nothing is filed", async () => {
  await forgetAddress(server);
  const browser = await signIn(server, "secretary");
  const file = async (digit: string, headers: Record<string, string>): Promise<string | undefined> => {
    const report = {
      requestId: digit.repeat(32),
      channel: "patrol",
      category: "street-light",
      condition: "single",
      summary: `试验 ${digit}`,
      position: townPosition(0.5, 0.5),
      accuracyMetres: 5,
      occurredAt: null,
      contact: null,
      photoIds: [],
      sameAs: null,
    };
    const answer = await browser.post("/trpc/intake.file", { territoryId, report }, headers);
    return ((await answer.json()) as { error?: { message: string } }).error?.message;
  };
  expect(await file("1", { "x-getu-person": await personIdOf("leader") })).toBe("SIGN_IN_NEEDED");
  expect(await file("2", { "x-getu-person": await personIdOf("secretary") })).toBeUndefined();
  expect(await file("3", {})).toBeUndefined();
  const { rows } = await server.db.pool.query(
    "SELECT summary FROM incident WHERE summary LIKE '试验 _' ORDER BY summary",
  );
  expect(rows).toEqual([{ summary: "试验 2" }, { summary: "试验 3" }]);
});

test("T34 T36 a lane that a redraw gives to another community changes hands at once: who had it neither reads nor hears of it, who got it does, its leader goes on", async () => {
  await forgetAddress(server);
  const { db, origin } = server;
  const townId = await createRedrawTown(db, { code: "moving", incidents: 0 });
  const id = await idsOfTown(db, townId);
  const lane = id("lane-3-0");
  const places = [
    ["west", "secretary", id("community-0")],
    ["east", "secretary", id("community-1")],
    ["between", "leader", lane],
  ] as const;
  const browsers: BrowserSession[] = [];
  for (const [username, role, gridId] of places) {
    await makeAccount(server, { username, role, territoryId: townId, gridId });
    browsers.push(await signIn(server, username));
  }
  const streams = await Promise.all(
    browsers.map((browser) =>
      openEventStream(`${origin}/live?territory=${townId}`, { cookie: browser.cookie() }),
    ),
  );
  for (const stream of streams) await stream.waitFor("hello");
  const readers = () =>
    Promise.all(
      browsers.map(async (browser) =>
        ((await browser.ask("grid.list", { territoryId: townId })) as Grid[]).some(
          (grid) => grid.id === lane,
        ),
      ),
    );
  expect(await readers()).toEqual([true, false, true]);

  const move = { kind: "re-parent", grid: lane, parent: id("compound-2-0") } as const;
  await publishAtOnce(db, townId, await drawSteps(db, townId, [move]));
  expect(await readers()).toEqual([false, true, true]);
  for (const [externalId, x] of [
    ["lane", 3.5],
    ["west", 0.5],
    ["east", 7.5],
  ] as const)
    await reportIncident(db, {
      territoryId: townId,
      record: townIncident({ externalId, position: townPosition(x, 0.5) }),
    });
  const heard = () =>
    streams.map(({ events }) =>
      events.flatMap(({ event, data }) =>
        event === "change" ? ((data as { incident?: Incident }).incident?.externalId ?? []) : [],
      ),
    );
  await expect.poll(heard, { timeout: 10_000 }).toEqual([["west"], ["lane", "east"], ["lane"]]);
  for (const stream of streams) stream.cut();
});

describe("T35 a leader of one lane", () => {
  test("over HTTP gets of the plain routes and of the stream what the procedures give: the lane and nothing else", async () => {
    await forgetAddress(server);
    const leader = await signIn(server, "leader");
    const { tag } = (await leader.ask("grid.boundaries", { territoryId })) as { tag: string };
    const boundaries = await leader.get(`/territories/${territoryId}/boundaries/${tag}/arcs/2/20/0/0/0`);
    const { areaIds } = readArcFile(new Uint8Array(await boundaries.arrayBuffer()));
    expect([...areaIds]).toEqual([idOf("lane-0-0")]);
    const other = territoryId + 1;
    for (const path of [
      `/territories/${other}/boundaries/${tag}/grids/0`,
      `/territories/${other}/basemap/water.json`,
      `/territories/${other}/grids/${idOf("lane-0-0")}/basemap/water.json`,
      `/live?territory=${other}`,
    ]) {
      const answer = await leader.get(path);
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  test("takes along the ground of the lane and of what it is a part of, and hears of other grids as of none", async () => {
    await forgetAddress(server);
    const leader = await signIn(server, "leader");
    const at = (x: number) => ({
      type: "Feature" as const,
      properties: { x },
      geometry: { type: "Point" as const, coordinates: townPosition(x, 0.5) },
    });
    const collection = { type: "FeatureCollection" as const, features: [0.5, 3.5, 5.5, 6.5].map(at) };
    await importBasemap(server.db, { territoryId, kind: "green", collection });
    const ground = async (gridId: number) => {
      const answer = await leader.get(`/territories/${territoryId}/grids/${gridId}/basemap/green.json`);
      const body = (await answer.json()) as { features?: { properties: { x: number } }[] };
      return [answer.status, body.features?.map(({ properties }) => properties.x)];
    };
    expect(await ground(idOf("community-0"))).toEqual([200, [0.5, 3.5, 5.5]]); // two widths of a lane around it
    expect(await ground(idOf("lane-0-0"))).toEqual([200, [0.5]]);
    for (const gridId of [idOf("lane-3-3"), idOf("community-1"), 999_999])
      expect(await ground(gridId)).toEqual([404, undefined]);
  });

  test("hears of what happens in the lane and of nothing beside it", async () => {
    await forgetAddress(server);
    const leader = await signIn(server, "leader");
    const cookie = leader.cookie();
    const stream = await openEventStream(`${server.origin}/live?territory=${territoryId}`, { cookie });
    await stream.waitFor("hello");
    for (let x = 7; x >= 0; x -= 1) {
      const record = townIncident({ externalId: `live-${x}`, position: townPosition(x + 0.5, 0.5) });
      await reportIncident(server.db, { territoryId, record });
    }
    const [heard] = await stream.waitFor("change");
    expect(heard?.data).toMatchObject({ incident: { externalId: "live-0" } });
    stream.cut();
  });
});

describe("T41 a screen's token", () => {
  test("reads one scope, changes nothing, ends at once, and is nothing in an address", async () => {
    await forgetAddress(server);
    const chief = await signIn(server, "head");
    const gridId = idOf("community-1");
    const made = await chief.tell("device.create", { territoryId, gridId, name: "大厅" });
    const { id, token } = made as { id: number; token: string };
    const screen = openBrowser(server);
    expect(await screen.ask("grid.list", { territoryId })).toBe("SIGN_IN_NEEDED");
    expect((await screen.get(`/live?territory=${territoryId}&token=${token}`)).status).toBe(400);
    expect((await screen.get(`/trpc/territory.list?token=${token}`)).status).toBe(401);
    expect(await screen.ask("grid.list", { territoryId })).toBe("SIGN_IN_NEEDED");

    expect((await screen.post("/device-session", { token })).status).toBe(200);
    const seen = (await screen.ask("grid.list", { territoryId })) as { id: number }[];
    expect(seen.length).toBe(21); // a community, its four compounds and their sixteen lanes
    expect(seen.map((grid) => grid.id)).toContain(gridId);
    for (const [procedure, input] of [
      ["device.create", { territoryId, gridId, name: "x" }],
      ["person.invite", { role: "viewer", place: { territoryId, gridId } }],
      ["session.end", { id: "x" }],
    ] as const)
      expect(await screen.tell(procedure, input)).toBe("NOT_PERMITTED");
    const bearer = openBrowser(server).get(`/trpc/grid.list?input={"territoryId":${territoryId}}`, {
      authorization: `Bearer ${token}`,
    });
    expect((await bearer).status).toBe(200);
    expect(await chief.tell("device.revoke", { territoryId, id })).toEqual({});
    expect(await screen.ask("grid.list", { territoryId })).toBe("SIGN_IN_NEEDED");
    const { rows } = await server.db.pool.query<{ row: string }>(
      "SELECT to_jsonb(device_token)::text AS row FROM device_token",
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });
});
