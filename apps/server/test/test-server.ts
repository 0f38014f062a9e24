import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGridIndexes, createTurns } from "@getu/api";
import type { Context } from "@getu/api";
import { DEFAULT_TIERS, nobodyWith, toLoopWords } from "@getu/domain";
import type { IncidentRecord, NoticeSettings, Territory, Viewer } from "@getu/domain";
import { createPhotoStore } from "@getu/photos";
import {
  closeDb,
  createChangeFeed,
  createRedrawWork,
  createTerritory,
  databaseNow,
  openDb,
} from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { hashPassword } from "better-auth/crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { phoneSecretFor } from "../src/access/phone-secret.ts";
import { createAccess } from "../src/access/create-access.ts";
import type { OidcSettings } from "../src/access/create-auth.ts";
import type { OpenReading } from "../src/access/open-reading.ts";
import { createServer } from "../src/http/create-server.ts";
import type { ServerOptions } from "../src/http/create-server.ts";
import { createHeatWithoutIndex } from "../src/heat/heat.ts";
import { createFreshness } from "../src/live/freshness.ts";
import { openLiveDb, openRightsDb } from "../src/live/live-db.ts";
import { createLiveHub } from "../src/live/live-hub.ts";
import type { LiveHub, LiveHubOptions } from "../src/live/live-hub.ts";
import { createFollowedCoverage } from "../src/coverage/followed-coverage.ts";
import { createLog } from "../src/log.ts";
import { createPrinter } from "../src/print/printer.ts";
import { readRules } from "../src/rules.ts";

/** A server on a real database and a real port. */
export type TestServer = {
  app: FastifyInstance;
  context: Context;
  db: Db;
  feed: ChangeFeed;
  hub: LiveHub;
  port: number;
  photoFolder: string;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  stop(): Promise<void>;
};

type TestServerOptions = {
  hub?: Partial<LiveHubOptions>;
  server?: Partial<ServerOptions>;
  context?: Partial<Context>;
  /** Real sign-in; without it every caller is the viewer of the context. */
  openReading?: OpenReading;
  /** A directory that signs people in beside us. */
  oidc?: OidcSettings;
  /** Absent = any that is free. */
  port?: number;
};

/** An office that hangs out no names and no numbers. */
const NOTHING_PUBLISHED: NoticeSettings = {
  source: "made up",
  date: "2026-11-26",
  duties: {},
  territories: {},
};

/** A server whose database is its own, and who owns the tables in it. */
export type LoneTestServer = TestServer & Pick<TestDatabase, "owner">;

/** Starts everything but the demo on a database of its own; the wall's folder is empty unless one is given. */
export async function startTestServer(options: TestServerOptions = {}): Promise<LoneTestServer> {
  const database = await createTestDatabase();
  const server = await serveDatabase(database.db, options);
  return {
    ...server,
    owner: database.owner,
    async stop() {
      await server.stop();
      await database.drop();
    },
  };
}

/** Starts everything but the demo on a database that is there. */
export async function serveDatabase(db: Db, options: TestServerOptions = {}): Promise<TestServer> {
  const wallFolder = mkdtempSync(join(tmpdir(), "getu-wall-"));
  const photoFolder = mkdtempSync(join(tmpdir(), "getu-photos-"));
  const [liveDb, rightsDb] = await Promise.all([openLiveDb(db), openRightsDb(db)]);
  const feed = createChangeFeed(db, { liveDb, pollMs: 50 });
  await feed.start();
  const hub = createLiveHub({
    feed,
    now: () => databaseNow(liveDb),
    maxConnections: 50,
    placesEach: { known: 60, address: 200 },
    ...options.hub,
  });
  const rules = await readRules();
  const freshness = createFreshness(feed);
  const heat = createHeatWithoutIndex(db, freshness);
  const coverage = createFollowedCoverage(db, { feed, log: createLog("silent") });
  const context: Context = {
    viewer: nobodyWith({ role: "viewer", territoryId: "all", gridPath: "" }),
    address: null,
    sessionId: null,
    hasDirectory: false,
    hashPassword,
    phoneSecretOf: (owner) => phoneSecretFor("house", owner),
    keptAuditHeads: () => [],
    db,
    catalogue: rules.catalogue,
    calendar: rules.calendar,
    chain: rules.chain,
    loopWords: toLoopWords(rules.labels, "six-step")!, // it ships
    basemap: { kind: "own" },
    notice: NOTHING_PUBLISHED,
    reportUrlOf: () => null,
    gridIndexes: createGridIndexes(db),
    heat,
    coverage,
    redraw: createRedrawWork(db),
    slowReadings: createTurns({ atOnce: 4 }),
    push: null,
    ...options.context,
  };
  const access = createAccess(context.db, {
    secret: "a secret of tests, longer than thirty-two characters",
    publicUrl: "http://localhost",
    oidc: options.oidc ?? null,
    openReading: options.openReading ?? "none",
    liveDb,
    rightsDb,
    onError: () => {},
  });
  const contextOf = async (request: FastifyRequest): Promise<Context> =>
    options.openReading === undefined
      ? { ...context, viewer: viewerOf(context.viewer, request) }
      : { ...context, ...(await access.viewerOf(request)), address: request.ip };
  const again = options.server?.contextOf ?? contextOf;
  const app = await createServer({
    contextOf,
    access: options.openReading === undefined ? { ...access, viewerAgain: again } : access,
    db: context.db,
    basemap: context.basemap,
    hub,
    freshness,
    heat,
    wallFolder,
    pmtilesFile: null,
    hosts: null,
    printer: createPrinter({
      chromium: join(wallFolder, "no-browser"),
      folder: join(wallFolder, "print"),
      log: createLog("silent"),
    }),
    photos: await createPhotoStore({ kind: "folder", folder: photoFolder }),
    residentFolder: join(wallFolder, "report"),
    deskFolder: join(wallFolder, "desk"),
    leaderFolder: join(wallFolder, "leader"),
    plannerFolder: join(wallFolder, "planner"),
    proxies: [],
    publicUrl: "http://localhost",
    log: createLog("silent"),
    ...options.server,
  });
  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return {
    app,
    context,
    db,
    feed,
    hub,
    port,
    photoFolder,
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      hub.stop();
      access.stop();
      app.server.closeAllConnections();
      await app.close();
      await coverage.stop();
      await feed.stop();
      await Promise.all([liveDb, rightsDb].map(closeDb));
      for (const folder of [wallFolder, photoFolder]) rmSync(folder, { recursive: true });
    },
  };
}

/** The same database as another process serves it, which has its own connections and remembers nothing of what this one does. */
export async function serveAgain(
  { db: { url } }: Pick<TestServer, "db">,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const db = await openDb(url);
  const server = await serveDatabase(db, options);
  return {
    ...server,
    async stop() {
      await server.stop();
      await closeDb(db);
    },
  };
}

/** The header by which a request to a test server says on which grids its sender's role holds: here are no accounts. */
export const GRID_PATH_HEADER = "x-grid-path";

function viewerOf(viewer: Viewer, { headers }: FastifyRequest): Viewer {
  const gridPath = headers[GRID_PATH_HEADER];
  return gridPath === undefined
    ? viewer
    : nobodyWith({ role: "viewer", territoryId: "all", gridPath: gridPath.toString() });
}

/** A territory without grids; its name is made up. */
export const createTestTerritory = (db: Db, code: string): Promise<Territory> =>
  createTerritory(db, {
    code,
    name: { zh: `试验街道${code}`, en: `Test street ${code}` },
    tiers: [...DEFAULT_TIERS],
    timeZone: "Asia/Shanghai",
    demo: true,
  });

/** A made-up report; `number` makes it one of its kind. */
export const testIncident = (number: number): IncidentRecord => ({
  externalId: `test-${number}`,
  category: "noise",
  condition: "ordinary",
  severity: "minor",
  channel: "hotline",
  status: "reported",
  summary: `试验 ${number}`,
  position: [116.4 + (number % 100) / 10_000, 39.9 + (number % 37) / 10_000],
  accuracyMetres: 5,
  occurredAt: "2026-11-20T08:00:00.000Z",
  reportedAt: "2026-11-20T08:05:00.000Z",
  dueAt: null,
  closedAt: null,
});
