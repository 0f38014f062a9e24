import { appRouter } from "@getu/api";
import type { AppRouter } from "@getu/api";
import { WALL_DEFAULTS } from "@getu/domain";
import type { Grid } from "@getu/domain";
import {
  addPhoto,
  attachPhotos,
  createTerritory,
  fileReport,
  importClusters,
  importGrids,
  insertDeviceToken,
  insertGrant,
  inTransaction,
  listClusters,
  listGrids,
  listNeeds,
  recordVisit,
} from "@getu/store";
import {
  createTown,
  RULEBOOK,
  TOWN_TERRITORY,
  townCluster,
  townPosition,
  townReport,
} from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAccount, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";
import { tomorrow } from "./tomorrow.ts";

type Groups = AppRouter["_def"]["record"];
type Path = { [Group in keyof Groups]: `${Group}.${keyof Groups[Group] & string}` }[keyof Groups];

/** Ids of things that somebody asks for: of another subtree, or of nothing at all. */
type Ids = {
  territory: number;
  grid: number;
  incident: number;
  person: string;
  grant: number;
  device: number;
  session: string;
  cluster: number;
  need: number;
};

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
let deliveries = 0;

const ofTerritory = ({ territory: territoryId }: Ids): object => ({ territoryId });
/** Drafts are numbered within a territory: another's is asked for by the territory. */
const ofDraft = ({ territory: territoryId }: Ids) => ({ territoryId, draftId: 1 });
const delivery = (): string => `delivery-${(deliveries += 1)}`;

/**
 * How an id is put into each procedure; null = it takes none. A new procedure without a row does not compile, so that
 * nobody forgets to ask what it tells of things elsewhere.
 */
const ROWS = {
  "territory.list": null,
  "territory.get": ofTerritory,
  "catalogue.get": ofTerritory,
  "catalogue.loop": ofTerritory,
  "grid.list": ofTerritory,
  "grid.ancestry": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
  "grid.boundaries": ofTerritory,
  "grid.edges": ofTerritory,
  "grid.at": ({ territory: territoryId }) => ({ territoryId, position: townPosition(5, 1) }),
  "grid.around": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
  "board.get": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
  "camera.list": ofTerritory,
  "coverage.get": ofTerritory,
  "coverage.views": ofTerritory,
  "place.list": ofTerritory,
  "place.around": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
  "incident.list": ({ grid: gridId, incident: before }) => ({ territoryId: mine, gridId, before, limit: 10 }),
  "incident.get": ({ incident: id }) => ({ territoryId: mine, id }),
  "incident.report": ({ territory: territoryId }) => ({
    territoryId,
    idempotencyKey: delivery(),
    report: townReport({ externalId: delivery() }),
  }),
  "incident.act": ({ incident: id }) => ({
    territoryId: mine,
    id,
    idempotencyKey: delivery(),
    action: "file",
  }),
  "incident.preview": ({ incident: id }) => ({ territoryId: mine, id, action: "file" }),
  "incident.history": ({ incident: id }) => ({ territoryId: mine, id }),
  "incident.explainDeadline": ({ incident: id }) => ({ territoryId: mine, id }),
  "incident.queue": ({ grid: gridId, incident: id }) => ({
    territoryId: mine,
    queue: "all",
    order: "reported",
    filter: { gridId },
    limit: 10,
    after: { rung: 0, at: "2030-12-01T00:00:00Z", id },
  }),
  "incident.queueCounts": ofTerritory,
  "incident.assignMany": ({ incident }) => ({
    territoryId: mine,
    ids: [incident],
    idempotencyKey: delivery(),
  }),
  "queueFilter.list": ofTerritory,
  "queueFilter.save": ({ territory: territoryId }) => ({
    territoryId,
    saved: { name: "试验", queue: "mine", order: "due", filter: {} },
  }),
  "queueFilter.remove": ({ territory: territoryId }) => ({ territoryId, name: "试验" }),
  "intake.search": ({ territory: territoryId }) => ({ territoryId, text: "Made-up" }),
  "intake.locate": ({ territory: territoryId }) => ({
    territoryId,
    position: townPosition(5, 1),
    accuracyMetres: null,
  }),
  "intake.deadline": ({ territory: territoryId }) => ({
    territoryId,
    category: "street-light",
    condition: "single",
  }),
  "intake.duplicates": ({ territory: territoryId }) => ({
    territoryId,
    category: "street-light",
    position: townPosition(5, 1),
    occurredAt: null,
  }),
  "intake.today": ofTerritory,
  "intake.file": ({ incident: sameAs }) => ({
    territoryId: mine,
    report: {
      requestId: crypto.randomUUID().replaceAll("-", ""),
      channel: "hotline",
      category: "street-light",
      condition: "single",
      summary: "试验",
      position: townPosition(0.5, 0.5),
      accuracyMetres: null,
      occurredAt: null,
      contact: null,
      photoIds: [],
      sameAs,
    },
  }),
  "visit.clusters": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
  "visit.history": ({ cluster: clusterId }) => ({ territoryId: mine, clusterId }),
  "visit.record": ({ cluster: clusterId }) => ({
    territoryId: mine,
    clusterId,
    idempotencyKey: delivery(),
    visit: { outcome: "well", note: null, occurredAt: null, incident: null, demand: null, wish: null },
  }),
  "visit.coverage": ({ territory: territoryId }) => ({ territoryId, tier: 0 }),
  "visit.rhythm": ({ grid: gridId }) => ({ territoryId: mine, gridId, everyDays: 30 }),
  "need.list": ({ territory: territoryId }) => ({ territoryId, state: "open", limit: 10 }),
  "need.answer": ({ need: needId }) => ({ territoryId: mine, needId, text: "试验" }),
  "photo.list": ({ incident: incidentId }) => ({ territoryId: mine, incidentId }),
  "contact.read": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
  "contact.masked": ({ incident: incidentId }) => ({ territoryId: mine, incidentId }),
  "hold.set": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
  "hold.lift": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
  "draft.create": ({ territory: territoryId }) => ({ territoryId, name: "试验" }),
  "draft.list": ofTerritory,
  "draft.get": ofDraft,
  "draft.check": ofDraft,
  "draft.impact": ofDraft,
  "draft.append": (ids) => ({
    ...ofDraft(ids),
    revision: 0,
    entries: [{ kind: "undo" }],
    key: crypto.randomUUID(),
  }),
  "draft.fork": (ids) => ({ ...ofDraft(ids), revision: 0, entries: [], name: "试验" }),
  "draft.rebase": (ids) => ({ ...ofDraft(ids), revision: 0, keep: "mine" }),
  "draft.submit": (ids) => ({ ...ofDraft(ids), revision: 0 }),
  "draft.approve": (ids) => ({ ...ofDraft(ids), revision: 0 }),
  "draft.reject": (ids) => ({ ...ofDraft(ids), revision: 0, comment: "试验" }),
  "draft.schedule": (ids) => ({ ...ofDraft(ids), revision: 0, effectiveOn: tomorrow() }),
  "draft.withdraw": (ids) => ({ ...ofDraft(ids), revision: 0 }),
  "version.list": ofTerritory,
  "version.origins": ofTerritory,
  "version.get": ({ territory: territoryId }) => ({ territoryId, version: 1 }),
  "version.movedWork": ({ territory: territoryId }) => ({ territoryId, version: 1, limit: 10 }),
  "version.codeAgreements": ofTerritory,
  "version.rollback": ({ territory: territoryId }) => ({ territoryId, version: 1, seen: 1, reason: "试验" }),
  "assessment.month": ({ territory: territoryId }) => ({ territoryId, month: "2026-10" }),
  "assessment.counted": ({ territory: territoryId, grid: gridId }) => ({
    territoryId,
    gridId,
    month: "2026-10",
    rate: "onTime",
  }),
  "heat.cells": ({ territory: territoryId }) => ({
    territoryId,
    bbox: [120, 30, 121, 31],
    level: 14,
    from: "2026-01-01T00:00:00.000Z",
    to: "2027-01-01T00:00:00.000Z",
  }),
  "heat.week": ({ territory: territoryId }) => ({
    territoryId,
    from: "2026-01-01T00:00:00.000Z",
    to: "2027-01-01T00:00:00.000Z",
  }),
  "summary.get": ofTerritory,
  "map.config": ofTerritory,
  "account.get": null,
  "account.join": null,
  "account.setPassword": null,
  "session.list": null,
  "session.end": ({ session: id }) => ({ id }),
  "push.key": null,
  "push.keep": null,
  "push.remove": null,
  "person.list": null,
  "person.invite": ({ grid: gridId }) => ({ role: "viewer", place: { territoryId: mine, gridId } }),
  "person.disable": ({ person: personId }) => ({ personId }),
  "person.enable": ({ person: personId }) => ({ personId }),
  "person.resetSecondFactor": ({ person: personId }) => ({ personId, reason: "试验" }),
  "grant.give": ({ person: personId, grid: gridId }) => ({
    personId,
    role: "viewer",
    place: { territoryId: mine, gridId },
  }),
  "grant.revoke": ({ grant: grantId }) => ({ grantId }),
  "device.list": ofTerritory,
  "device.create": ({ grid: gridId }) => ({ territoryId: mine, gridId, name: "试验" }),
  "device.revoke": ({ device: id }) => ({ territoryId: mine, id }),
  "wall.own": null,
  "wall.list": ofTerritory,
  "wall.pair": ({ grid: gridId }) => ({
    territoryId: mine,
    gridId,
    name: "试验",
    code: "ACDE-FGHJ",
    settings: WALL_DEFAULTS,
  }),
  "wall.arrange": ({ device: id }) => ({ territoryId: mine, id, settings: WALL_DEFAULTS }),
  "wall.steer": ({ device: id }) => ({ territoryId: mine, id, given: { order: "hold" } }),
  "audit.open": null,
  "audit.list": null,
  "audit.check": null,
} as const satisfies Record<Path, ((ids: Ids) => object) | null>;

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  const { db } = server;
  await useLargeIds();
  mine = (await createTerritory(db, { ...TOWN_TERRITORY, code: "mine", demo: false })).id;
  const other = (await createTerritory(db, { ...TOWN_TERRITORY, code: "other", demo: false })).id;
  await importGrids(db, { territoryId: mine, records: createTown(), file: "town" });
  const grids = await listGrids(db, { territoryId: mine });
  const idOf = (externalId: string): number => grids.find((grid: Grid) => grid.externalId === externalId)!.id; // of the made-up town
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
async function answerTo(path: Path, ids: Ids): Promise<string> {
  const row: ((ids: Ids) => object) | null = ROWS[path];
  const input = row!(ids); // rows without ids are left out
  const response = isAsked(path)
    ? await caller.get(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
    : await caller.post(`/trpc/${path}`, input);
  const body = (await response.text()).replaceAll(/"asOf":"[^"]*"/g, '"asOf":"now"');
  return withoutIds(`${response.status} ${body}`, ids);
}

/** Changing is told, the rest is asked for. */
/* eslint-disable no-underscore-dangle -- the library's own name for it */
const isAsked = (path: Path): boolean =>
  (appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[path]!._def.type === // a path of it
  "query";
/* eslint-enable no-underscore-dangle */

/** Answers that would be the same for every id because the question itself was wrong, or its answering broke. */
const MISSES_THE_POINT = /^(?:400|405|5\d\d)/;

const withoutIds = (text: string, ids: Ids): string =>
  Object.values(ids)
    .map(String)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, id) => rest.replaceAll(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, "g"), "ID"), text);

describe("T35 who asks for a thing of another subtree hears what they hear of one that is not there", () => {
  const asked = (Object.keys(ROWS) as Path[]).filter((path) => ROWS[path] !== null);
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
