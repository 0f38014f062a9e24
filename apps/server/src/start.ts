import { createServer as createSocketServer } from "node:net";
import type { RedrawDoor } from "@getu/api";
import { closeDb } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { publicUrlOf } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import type { OpenDatabase } from "./database.ts";
import { groundOf } from "./ground.ts";
import { describeHistoryRisk } from "./history-risk.ts";
import { takeHome } from "./home-lock.ts";
import { insist } from "./insist.ts";
import { Stopping } from "./lifecycle.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { openLiveDb, openRightsDb } from "./live/live-db.ts";
import type { Progress } from "./progress.ts";
import { createRedrawQueue } from "./redraw/redraw-queue.ts";
import { createRedrawThread } from "./redraw/redraw-thread.ts";
import { readRules } from "./rules.ts";
import type { Rules } from "./rules.ts";
import { StartError, systemCode } from "./start-error.ts";

/** What a start works with. */
export type StartOptions = {
  configuration: Configuration;
  lifecycle: Lifecycle;
  progress: Progress;
  log: Logger;
  /** Called when another database has taken the place of the one that all of this stands on, or another history of it. */
  onForeign: () => void;
};

/** A server that answers. */
export type Running = {
  port: number;
  /** The link for the first administrator; null when there are accounts. */
  offerSetUp(): Promise<string | null>;
  /** What whoever started the server is told about the made-up people of a demo street; no lines = nothing. */
  offerDemoLinks(): Promise<readonly string[]>;
  /** Moves what is due in the loop, where the configuration wants it here. */
  startJobs(): Promise<void>;
  /** Lets made-up incidents come in, where a demo territory is there and the configuration wants them. */
  startTrickle(): Promise<void>;
};

/** Starts everything in the order in which one thing stands on the other. */
export async function start(options: StartOptions): Promise<Running> {
  const { configuration, lifecycle } = options;
  const lock = takeHome(configuration.home, "server");
  await lifecycle.opened("home", () => lock.release());
  await demandFreePort(configuration);
  const ground = await groundOf(configuration);
  const rules = await readRules();
  const { db } = await openDatabase(options);
  await seedWhenEmpty(db, rules, options);
  const thread = createRedrawThread(db.url);
  await lifecycle.opened("redraw", () => thread.stop());
  const redraw = createRedrawQueue(db, thread.work);
  const liveDb = await openLiveDb(db);
  await lifecycle.opened("live database", () => closeDb(liveDb));
  const rightsDb = await openRightsDb(db);
  await lifecycle.opened("rights database", () => closeDb(rightsDb));
  const [{ createApp }, { offerSetUp }, { offerDemoLinks }] = await Promise.all([
    import("./create-app.ts"),
    import("./access/set-up-link.ts"),
    import("./demo/demo-links.ts"),
  ]);
  const app = await createApp(db, { ...options, ...rules, liveDb, rightsDb, ground, redraw });
  const port = await listen(app, configuration);
  lock.announce(port);
  const publicUrl = publicUrlOf(configuration, port);
  return {
    port,
    offerSetUp: () => insist(() => offerSetUp(db, publicUrl), options),
    offerDemoLinks: () => insist(() => offerDemoLinks(db, { ...configuration, publicUrl }), options),
    startJobs: () => startLoopJobs(db, { ...options, rules, redraw }),
    startTrickle: () => startDemoTrickle(db, rules, options),
  };
}

/** The sample is loaded only when it is needed. */
async function seedWhenEmpty(db: Db, rules: Rules, options: StartOptions): Promise<void> {
  const { configuration, progress } = options;
  const { home, host, photos, sample } = configuration;
  if (sample === "none") return;
  const { planDemo } = await import("./demo.ts");
  const plan = await planDemo(db, { home, scale: sample });
  if (!plan) return;
  const { seedDemo } = await import("./seed-demo.ts");
  await seedDemo(db, { home, host, photos, rules, plan, progress });
}

/** After the ready line: the queue makes its tables at the first start. */
async function startLoopJobs(
  db: Db,
  { configuration, lifecycle, log, rules, redraw }: StartOptions & { rules: Rules; redraw: RedrawDoor },
): Promise<void> {
  if (!configuration.jobs) return;
  const { startJobs } = await import("./jobs/start-jobs.ts");
  if (lifecycle.isStopping()) throw new Stopping(); // the database is going
  await lifecycle.opened("jobs", startJobs(db, { rulebook: rules, redraw, push: configuration.push, log }));
}

/** After the ready line, because drawing the street that incidents happen in takes a moment. */
async function startDemoTrickle(db: Db, rules: Rules, options: StartOptions): Promise<void> {
  const { configuration, lifecycle, log } = options;
  if (configuration.trickle === null) return;
  const { startTrickle, trickleOf } = await import("./trickle.ts");
  const found = await insist(() => trickleOf(db, { rules, home: configuration.home }), options);
  if (!found) return;
  const trickle = startTrickle({
    ...found,
    db,
    rulebook: rules,
    meanSeconds: configuration.trickle.meanSeconds,
    random: Math.random,
    onError: (error) => log.warn({ err: error }, "the trickle of made-up incidents missed a step"),
  });
  await lifecycle.opened("trickle", () => trickle.stop());
}

async function openDatabase({
  configuration,
  lifecycle,
  progress,
  log,
}: StartOptions): Promise<OpenDatabase> {
  const { connectDatabase, startDatabase } = await import("./database.ts");
  const { database: given, home } = configuration;
  const say = (line: string) => progress.say(line);
  const database = await (given === null
    ? startDatabase(home, { onProgress: say, onOutage: (line) => log.warn(line) })
    : connectDatabase(given, say));
  await lifecycle.opened("database", () => database.close());
  const risk = await describeHistoryRisk(database.db);
  if (risk !== null) log.warn(risk);
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
