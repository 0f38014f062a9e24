import {
  addPhoto,
  attachPhotos,
  createTerritory,
  fileReport,
  importClusters,
  insertDeviceToken,
  insertGrant,
  inTransaction,
  listClusters,
  listNeeds,
  recordVisit,
} from "@getu/store";
import {
  foundTown,
  RULEBOOK,
  TOWN_TERRITORY,
  townCluster,
  townPosition,
  townReport,
} from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAccount, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { delivery, foreignInputs } from "./foreign-input.ts";
import type { Ids } from "./foreign-input.ts";
import { isAsked } from "./procedure-path.ts";
import type { ProcedurePath } from "./procedure-path.ts";
import { startTestServer } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";

/** Of nothing at all. */
const MISSING: Ids = {
  territory: 987_650,
  grid: 987_651,
  incident: 987_652,
  person: "00000000-0000-4000-8000-00000000dead",
  grant: 987_653,
  device: 987_654,
  session: "nosuchsessionnosuchsession",
  cluster: 987_655,
  need: 987_656,
};
const MISSING_PHOTO = "0".repeat(32);

let server: LoneTestServer;
let mine: number;
/** An incident of the caller's own, for what puts a foreign id beside it. */
let own: number;
let foreign: Ids;
let foreignPhoto: string;
let caller: BrowserSession;

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  const { db } = server;
  await useLargeIds();
  const town = await foundTown(db, { code: "mine", demo: false });
  const { idOf } = town;
  mine = town.territoryId;
  const other = (await createTerritory(db, { ...TOWN_TERRITORY, code: "other", demo: false })).id;
  const community = idOf("community-0");
  await makeAccount(server, { username: "here", role: "secretary", territoryId: mine, gridId: community });
  await makeAccount(server, {
    username: "there",
    role: "leader",
    territoryId: mine,
    gridId: idOf("lane-5-1"),
  });
  const personOf = async (username: string): Promise<string> =>
    (await db.pool.query<{ id: string }>("SELECT id FROM person WHERE username = $1", [username])).rows[0]!
      .id; // made above
  const personId = await personOf("here");
  const held = { personId, territoryId: mine, gridId: community, grantedBy: "system" };
  for (const role of ["administrator", "dispatcher", "auditor"] as const)
    await inTransaction(db, (tx) => insertGrant(tx, { ...held, role }));
  own = await report("own", 0.5);
  const incident = await report("theirs", 5.5);
  foreignPhoto = await photograph(incident);
  await signIn(server, "there");
  const { rows } = await db.pool.query<{ grant: number; session: string }>(
    `SELECT held.id AS grant, session.id AS session FROM role_grant AS held
     JOIN person ON person.id = held.person_id JOIN session ON session.person_id = person.id WHERE username = 'there'`,
  );
  const grid = idOf("lane-5-1");
  const device = await inTransaction(db, (tx) =>
    insertDeviceToken(tx, {
      name: "theirs",
      territoryId: mine,
      gridId: grid,
      tokenHash: "x",
      createdBy: "system",
    }),
  );
  foreign = {
    territory: other,
    grid,
    incident,
    person: await personOf("there"),
    device,
    ...(await visitTheirs()),
    ...rows[0]!, // signed in above
  };
  caller = await signIn(server, "here");
});
afterAll(() => server.stop());

/** Ids that are found nowhere else in an answer, so that they can be taken out of it. */
async function useLargeIds(): Promise<void> {
  const starts = {
    territory: 41_000,
    grid: 52_000,
    role_grant: 63_000,
    device_token: 74_000,
    household_cluster: 96_000,
    need: 97_000,
  };
  for (const [table, start] of Object.entries(starts))
    await server.owner.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), ${start})`);
  await server.owner.query("SELECT setval('incident_id_seq', 85000)");
}

async function report(externalId: string, x: number): Promise<number> {
  const filed = await fileReport(server.db, {
    territoryId: mine,
    report: townReport({ externalId, position: townPosition(x, 1.5) }),
    actor: { id: "resident", role: "system", gridPath: "" },
    rulebook: RULEBOOK,
    idempotencyKey: externalId,
  });
  if ("refusal" in filed) throw new Error(JSON.stringify(filed.refusal));
  return filed.incident.id;
}

/** Households elsewhere, and what they asked for. */
async function visitTheirs(): Promise<Pick<Ids, "cluster" | "need">> {
  const records = [townCluster({ externalId: "theirs", name: "theirs", position: townPosition(5.5, 1.5) })];
  await importClusters(server.db, { territoryId: mine, records, file: "households" });
  const { clusters } = await listClusters(server.db, { territoryId: mine, timeZone: "UTC", limit: 1 });
  const cluster = clusters[0]!.id; // imported above
  const occurredAt = "2026-05-01T02:00:00.000Z";
  await recordVisit(server.db, {
    territoryId: mine,
    clusterId: cluster,
    visit: { outcome: "matter", note: null, occurredAt, incident: null, demand: "theirs", wish: null },
    actor: { id: "resident", role: "system", gridPath: "" },
    rulebook: RULEBOOK,
    idempotencyKey: "theirs",
  });
  const [need] = await listNeeds(server.db, { territoryId: mine, state: "open", limit: 1 });
  return { cluster, need: need!.id }; // written above
}

async function photograph(incidentId: number): Promise<string> {
  const id = "f".repeat(32);
  const photo = { id, kind: "near", width: 1, height: 1, bytes: 1, sha256: "0".repeat(64) } as const;
  await addPhoto(server.db, { ...photo, territoryId: mine, uploadedBy: null });
  await inTransaction(server.db, (tx) => attachPhotos(tx, { territoryId: mine, incidentId, ids: [id] }));
  return id;
}

/** The procedure's answer whole, with the ids that it was asked for taken out. */
async function answerTo(path: ProcedurePath, ids: Ids): Promise<string> {
  const row: ((ids: Ids) => object) | null = foreignInputs(mine)[path];
  const input = row!(ids); // rows without ids are left out
  const response = isAsked(path)
    ? await caller.get(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
    : await caller.post(`/trpc/${path}`, input);
  const body = (await response.text()).replaceAll(/"asOf":"[^"]*"/g, '"asOf":"now"');
  return withoutIds(`${response.status} ${body}`, ids);
}

/** Answers that would be the same for every id because the question itself was wrong, or its answering broke. */
const MISSES_THE_POINT = /^(?:400|405|5\d\d)/;

const withoutIds = (text: string, ids: Ids): string =>
  Object.values(ids)
    .map(String)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, id) => rest.replaceAll(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, "g"), "ID"), text);

describe("T35 who asks for a thing of another subtree hears what they hear of one that is not there", () => {
  const asked = Object.entries(foreignInputs(0))
    .filter(([, row]) => row !== null)
    .map(([path]) => path as ProcedurePath);
  test.each(asked)("%s", async (path) => {
    const [there, nowhere] = [await answerTo(path, foreign), await answerTo(path, MISSING)];
    expect(there).toBe(nowhere);
    expect(there).not.toMatch(MISSES_THE_POINT);
    expect(there).not.toMatch(/theirs|lane-5-1/i);
  });

  test("a duplicate of an incident elsewhere", async () => {
    const merge = async (ids: Ids): Promise<string> => {
      const input = { territoryId: mine, id: own, action: "merge", duplicateOf: ids.incident };
      const answer = await caller.post("/trpc/incident.act", { ...input, idempotencyKey: delivery() });
      return withoutIds(`${answer.status} ${await answer.text()}`, ids);
    };
    const nowhere = await merge(MISSING);
    expect(await merge(foreign)).toBe(nowhere);
    expect(nowhere).toMatch(/^4/);
  });

  test.each(["", "-small"])("photo%s.jpg", async (size) => {
    const answerTo = async (id: string): Promise<string> => {
      const answer = await caller.get(`/territories/${mine}/photos/${id}${size}.jpg`);
      return `${answer.status} ${(await answer.text()).replaceAll(id, "ID")}`;
    };
    const nowhere = await answerTo(MISSING_PHOTO);
    expect(await answerTo(foreignPhoto)).toBe(nowhere);
    expect(nowhere).toMatch(/^404/);
  });

  test.each([
    "basemap/water.json",
    "grids/1/basemap/water.json",
    "heat.bin?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&bbox=120,30,121,31&level=3",
    "boundaries/tag/grids/0",
    "boundaries/tag/arcs/0/20/0/0/0",
    "photos/00000000000000000000000000000000.jpg",
  ])("/territories/ID/%s", async (path) => {
    const answerOf = async (id: number): Promise<string> => {
      const answer = await caller.get(`/territories/${id}/${path}`);
      return `${answer.status} ${(await answer.text()).replaceAll(String(id), "ID")}`;
    };
    const nowhere = await answerOf(MISSING.territory);
    expect(await answerOf(foreign.territory)).toBe(nowhere);
    expect(nowhere).toMatch(/^403/);
  });

  test("/live?territory=ID", async () => {
    const statuses = [foreign.territory, MISSING.territory].map(
      async (id) => (await caller.get(`/live?territory=${id}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 403]);
  });
});
