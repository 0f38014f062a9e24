import { join } from "node:path";
import { createGridIndexes, createTurns } from "@getu/api";
import type { Context, PushDoor, RedrawDoor } from "@getu/api";
import { toLoopWords } from "@getu/domain";
import type { LoopWords } from "@getu/domain";
import { createPhotoStore } from "@getu/photos";
import { breakConnections, createChangeFeed, databaseNow, trimChanges, trimHeatDeltas } from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { hashPassword } from "better-auth/crypto";
import { readAuditHeads } from "./access/audit-heads.ts";
import { openAccess } from "./access/open-access.ts";
import { publicUrlOf } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { createFollowedCoverage } from "./coverage/followed-coverage.ts";
import type { Ground } from "./ground.ts";
import { createHeatWithoutIndex } from "./heat/heat.ts";
import type { Heat } from "./heat/heat.ts";
import { createIndexHeat } from "./heat/index-heat.ts";
import { createServer } from "./http/create-server.ts";
import { knownHosts } from "./http/known-host.ts";
import { createFreshness } from "./live/freshness.ts";
import type { Freshness } from "./live/freshness.ts";
import { createLiveHub } from "./live/live-hub.ts";
import type { LiveHub } from "./live/live-hub.ts";
import { createPrinter } from "./print/printer.ts";
import { startSweeping } from "./photos/start-sweeping.ts";
import { isPushAddress } from "./push/push-address.ts";
import { publicKeyOf } from "./push/push-key.ts";
import { DESK_FOLDER, LEADER_FOLDER, PLANNER_FOLDER, RESIDENT_FOLDER, WALL_FOLDER } from "./paths.ts";
import { readNotice } from "./rules.ts";
import type { Rules } from "./rules.ts";
import { startSelfCheck } from "./self-check.ts";
import { StartError } from "./start-error.ts";
import type { StartOptions } from "./start.ts";

/** Changes older than this are forgotten; a screen that was away for longer fetches everything again. */
const KEEP_CHANGES_MS = 24 * 3_600_000;
const TRIM_EVERY_MS = 10 * 60_000;
/** How long running requests may take to end. */
const DRAIN_MS = 2000;

/** Calls that take seconds: the other connections are for those that take none. */
const SLOW_READINGS_AT_ONCE = 4;

type AppOptions = StartOptions & Rules & { liveDb: Db; rightsDb: Db; ground: Ground; redraw: RedrawDoor };

/** Everything that answers over HTTP, not yet listening. */
export async function createApp(db: Db, options: AppOptions): Promise<FastifyInstance> {
  const { configuration, lifecycle, log, catalogue, calendar, chain, liveDb, ground, redraw } = options;
  const loopWords = wordsOf(options);
  const { basemap, pmtilesFile } = ground;
  const { access, phoneSecretOf } = await openAccess(db, options);
  const hasDirectory = configuration.oidc !== null;
  const push = pushDoorOf(configuration);
  const feed = await followChanges(db, options);
  const freshness = createFreshness(feed);
  const heat = await openHeat(db, { ...options, feed, freshness });
  const coverage = createFollowedCoverage(db, { feed, log });
  await lifecycle.opened("coverage", () => coverage.stop());
  const rulebook = { catalogue, calendar, chain };
  const gridIndexes = createGridIndexes(db);
  const shared = {
    db,
    ...rulebook,
    loopWords,
    basemap,
    heat,
    hashPassword,
    phoneSecretOf,
    hasDirectory,
    gridIndexes,
    coverage,
    redraw,
    slowReadings: createTurns({ atOnce: SLOW_READINGS_AT_ONCE }),
    push,
    notice: await readNotice(configuration.noticeFile),
    reportUrlOf: ({ demo }: { demo: boolean }) => reportUrlFor(configuration, { app, isDemo: demo }),
  };
  const photos = await createPhotoStore(configuration.photos);
  await lifecycle.opened("sweeper", startSweeping(db, { photos, log }));
  const hub = createLiveHub({
    feed,
    now: () => databaseNow(liveDb),
    maxConnections: configuration.liveConnections,
    placesEach: configuration.livePlacesEach,
  });
  const keptAuditHeads = () => readAuditHeads(configuration.home);
  const selfCheck = startSelfCheck(db, { heat, home: configuration.home, keptAuditHeads, log });
  await lifecycle.opened("self-check", selfCheck);
  const app: FastifyInstance = await createServer({
    contextOf: async (request): Promise<Context> => ({
      ...shared,
      keptAuditHeads,
      ...(await access.viewerOf(request)),
      address: request.ip,
    }),
    access,
    db,
    basemap,
    hub,
    freshness,
    heat,
    wallFolder: WALL_FOLDER,
    pmtilesFile,
    hosts: knownHosts(configuration),
    photos,
    printer: createPrinter({
      chromium: configuration.chromium,
      folder: join(configuration.home, "print"),
      log,
    }),
    residentFolder: RESIDENT_FOLDER,
    deskFolder: DESK_FOLDER,
    leaderFolder: LEADER_FOLDER,
    plannerFolder: PLANNER_FOLDER,
    proxies: configuration.proxies,
    publicUrl: publicUrlOf(configuration),
    log,
  });
  void beginAnew({ db, feed, hub, onForeign: options.onForeign });
  await lifecycle.opened("HTTP", () => drain(app));
  await lifecycle.opened("live streams", () => hub.stop());
  return app;
}

/** Once nothing holds any more that was read of the database. */
async function beginAnew(
  from: Pick<AppOptions, "onForeign"> & { db: Db; feed: ChangeFeed; hub: Pick<LiveHub, "over"> },
): Promise<void> {
  await from.feed.whenForeign();
  from.hub.over();
  breakConnections(from.db); // what was asked of a database that died is not waited for
  from.onForeign();
}

/** A made-up street names this machine, so that one sees what hangs out; a real one only the address that people reach. */
const reportUrlFor = (
  configuration: Configuration,
  { app, isDemo }: { app: FastifyInstance; isDemo: boolean },
): string | null => {
  if (!isDemo && configuration.url === null) return null;
  const address = app.server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return `${publicUrlOf(configuration, port)}/report`;
};

/** Counts heat in memory; with no memory for it the database counts. */
async function openHeat(
  db: Db,
  { configuration, lifecycle, log, ...from }: AppOptions & { feed: ChangeFeed; freshness: Freshness },
): Promise<Heat> {
  const { home, heatMemoryBytes: memoryBytes } = configuration;
  if (memoryBytes === 0) return createHeatWithoutIndex(db, from.freshness);
  const heat = createIndexHeat({ ...from, db, folder: join(home, "heat"), memoryBytes, log });
  await lifecycle.opened("heat", () => heat.stop());
  await heat.start();
  return heat;
}

/** Null where the operator has given no key. */
function pushDoorOf({ push }: Configuration): PushDoor | null {
  const publicKey = push && publicKeyOf(push.privateKey);
  return publicKey === null ? null : { publicKey, takes: (endpoint) => isPushAddress(endpoint, push!.hosts) }; // it has a key
}

function wordsOf({ configuration, labels }: AppOptions): LoopWords {
  const words = toLoopWords(labels, configuration.naming);
  if (words) return words;
  const known = Object.keys(labels.namings).join(", ");
  throw new StartError(`GETU_NAMING "${configuration.naming}" is not known: there is ${known}`);
}

async function followChanges(db: Db, { liveDb, lifecycle, log }: AppOptions): Promise<ChangeFeed> {
  const onError = (error: unknown) => log.warn({ err: error }, "the change feed cannot read");
  const feed = createChangeFeed(db, { liveDb, onError });
  await feed.start();
  await lifecycle.opened("feed", () => feed.stop());
  const forget = (): void => {
    for (const trim of [trimChanges, trimHeatDeltas]) trim(db, { keepMs: KEEP_CHANGES_MS }).catch(onError);
  };
  const timer = setInterval(forget, TRIM_EVERY_MS);
  await lifecycle.opened("retention", () => clearInterval(timer));
  return feed;
}

/** Lets running requests finish, but not for ever. */
async function drain(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(timer);
}
