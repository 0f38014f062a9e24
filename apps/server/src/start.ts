import { createServer as createSocketServer } from "node:net";
import type { BasemapSource, Context } from "@getu/api";
import type { Catalogue, Viewer } from "@getu/domain";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { readCatalogue } from "./catalogue-file.ts";
import type { Configuration } from "./configuration.ts";
import type { OpenDatabase } from "./database.ts";
import { takeHome } from "./home-lock.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { CATALOGUE_FILE, WALL_FOLDER } from "./paths.ts";
import type { Progress } from "./progress.ts";
import { StartError, systemCode } from "./start-error.ts";

/** What a start works with. */
export type StartOptions = {
  configuration: Configuration;
  lifecycle: Lifecycle;
  progress: Progress;
  log: Logger;
};

/**
 * Until there is a login everybody who reaches the port is this viewer: reading the whole territory,
 * and no procedure that changes anything exists on the HTTP side.
 */
const EVERYBODY: Viewer = { role: "viewer", territoryId: "all", gridPath: "" };

/** Changes older than this are forgotten; a screen that was away for longer fetches everything again. */
const KEEP_CHANGES_MS = 24 * 3_600_000;
const TRIM_EVERY_MS = 10 * 60_000;
/** How long running requests may take to end. */
const DRAIN_MS = 2000;

/** A server that answers. */
export type Running = {
  port: number;
  /** Lets made-up incidents come in, where a demo territory is there and the configuration wants them. */
  startTrickle(): Promise<void>;
};

/** Starts everything in the order in which one thing stands on the other. */
export async function start(options: StartOptions): Promise<Running> {
  const { configuration, lifecycle, progress } = options;
  const lock = takeHome(configuration.home, "server");
  await lifecycle.opened("home", () => lock.release());
  await demandFreePort(configuration);
  const catalogue = await readCatalogue(CATALOGUE_FILE);
  const { db } = await openDatabase(options);
  if (configuration.sample !== "none") {
    const { seedDemo } = await import("./seed-demo.ts");
    await seedDemo(db, { home: configuration.home, catalogue, scale: configuration.sample, progress });
  }
  const app = await createApp(db, catalogue, options);
  const port = await listen(app, configuration);
  lock.announce(port);
  return { port, startTrickle: () => startDemoTrickle(db, catalogue, options) };
}

/** After the ready line, because drawing the street that incidents happen in takes a moment. */
async function startDemoTrickle(db: Db, catalogue: Catalogue, options: StartOptions): Promise<void> {
  const { configuration, lifecycle, log } = options;
  if (configuration.trickleSeconds === null) return;
  const { startTrickle, trickleOf } = await import("./trickle.ts");
  const found = await trickleOf(db, { catalogue, home: configuration.home });
  if (!found) return;
  const trickle = startTrickle({
    ...found,
    db,
    meanSeconds: configuration.trickleSeconds,
    random: Math.random,
    onError: (error) => log.warn({ err: error }, "the trickle of made-up incidents missed a step"),
  });
  await lifecycle.opened("trickle", () => trickle.stop());
}

async function openDatabase({ configuration, lifecycle, progress }: StartOptions): Promise<OpenDatabase> {
  const { connectDatabase, startDatabase } = await import("./database.ts");
  const { databaseUrl, home } = configuration;
  const say = (line: string) => progress.say(line);
  const database = await (databaseUrl === null
    ? startDatabase(home, say)
    : connectDatabase(databaseUrl, say));
  await lifecycle.opened("database", () => database.close());
  return database;
}

const portInUse = (port: number): StartError =>
  new StartError(`port ${port} is in use: stop what uses it or set PORT to another one`);

function toListenError(error: unknown, { host, port }: Configuration): StartError {
  const code = systemCode(error);
  if (code === "EADDRINUSE") return portInUse(port);
  return new StartError(`cannot listen on ${host}:${port} (${code ?? String(error)})`, { cause: error });
}

/** Asked before anything is started, so that the answer comes at once. */
function demandFreePort(configuration: Configuration): Promise<void> {
  const { host, port } = configuration;
  const probe = createSocketServer();
  return new Promise((resolve, reject) => {
    probe.once("error", (error) => reject(toListenError(error, configuration)));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

async function listen(app: FastifyInstance, configuration: Configuration): Promise<number> {
  const { host, port } = configuration;
  await app.listen({ host, port }).catch((error: unknown) => {
    throw toListenError(error, configuration);
  });
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

async function basemapSource({ basemapStyle, basemapPmtiles }: Configuration): Promise<BasemapSource> {
  if (basemapStyle !== null) return { kind: "style", url: basemapStyle };
  if (basemapPmtiles === null) return { kind: "own" };
  if (URL.canParse(basemapPmtiles)) return { kind: "pmtiles", url: basemapPmtiles };
  const { checkPmtiles, PMTILES_ADDRESS } = await import("./http/pmtiles-file.ts");
  await checkPmtiles(basemapPmtiles);
  return { kind: "pmtiles", url: PMTILES_ADDRESS };
}

/** Ends listeners and lets running requests finish, but not for ever. */
async function drain(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(timer);
}

async function createApp(db: Db, catalogue: Catalogue, options: StartOptions): Promise<FastifyInstance> {
  const { configuration, lifecycle, log } = options;
  const [
    { createGridIndexes },
    { createChangeFeed, databaseNow, trimChanges },
    { createLiveHub },
    { createServer },
  ] = await Promise.all([
    import("@getu/api"),
    import("@getu/store"),
    import("./live/live-hub.ts"),
    import("./http/create-server.ts"),
  ]);
  const onError = (error: unknown) => log.warn({ err: error }, "the change feed cannot read");
  const feed = createChangeFeed(db, { onError });
  await feed.start();
  await lifecycle.opened("feed", () => feed.stop());
  const forget = () => void trimChanges(db, { keepMs: KEEP_CHANGES_MS }).catch(onError);
  const timer = setInterval(forget, TRIM_EVERY_MS);
  await lifecycle.opened("retention", () => clearInterval(timer));
  const hub = createLiveHub({
    feed,
    now: () => databaseNow(db),
    maxConnections: configuration.liveConnections,
  });
  const basemap = await basemapSource(configuration);
  const context: Context = { viewer: EVERYBODY, db, catalogue, basemap, gridIndexes: createGridIndexes(db) };
  const app = await createServer({
    contextOf: () => context,
    hub,
    changesUpTo: () => feed.latestCursor(),
    wallFolder: WALL_FOLDER,
    pmtilesFile:
      basemap.kind === "pmtiles" && basemap.url.startsWith("/") ? configuration.basemapPmtiles : null,
    log,
  });
  await lifecycle.opened("HTTP", () => drain(app));
  await lifecycle.opened("live streams", () => hub.stop());
  return app;
}
