import fastifyCompress from "@fastify/compress";
import fastifyHelmet from "@fastify/helmet";
import { appRouter, toErrorShape } from "@getu/api";
import type { AppRouter } from "@getu/api";
import type { BasemapSource } from "@getu/domain";
import type { Db } from "@getu/store";
import { fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import fastify, { LogController } from "fastify";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Access } from "../access/create-access.ts";
import { boundaryRoutes } from "./boundary-routes.ts";
import type { ContextOf } from "./context-of.ts";
import type { PhotoStore } from "@getu/photos";
import type { Heat } from "../heat/heat.ts";
import type { Freshness } from "../live/freshness.ts";
import { installLive } from "../live/live-route.ts";
import type { LiveHub } from "../live/live-hub.ts";
import { installExports } from "../export/export-routes.ts";
import { installVersionFiles } from "../export/version-file-routes.ts";
import { installPrints } from "../print/print-routes.ts";
import type { Printer } from "../print/printer.ts";
import { photoRoutes } from "../photos/photo-routes.ts";
import { open311Routes } from "../open311/open311-routes.ts";
import { installResidentRoutes } from "../resident/resident-routes.ts";
import { installErrorAnswers, refuseUnreadable, retryAfterOf, sendError } from "./error-answer.ts";
import { installHealth } from "./health.ts";
import { refuseUnknownHosts } from "./known-host.ts";
import { installPlainRoutes } from "./plain-route.ts";
import { plainRoutes } from "./plain-routes.ts";
import { installPmtiles } from "./pmtiles-file.ts";
import { refuseOtherMethods } from "./served-methods.ts";
import { refuseCrossSite } from "./same-site.ts";
import { bareHeaders, securityHeaders } from "./security-headers.ts";
import {
  installDesk,
  installFiles,
  installLeader,
  installPlanner,
  installResident,
  installWall,
} from "./wall-files.ts";

/** Everything a server answers from. */
export type ServerOptions = {
  /** The context of one request; it says who asks. */
  contextOf: ContextOf;
  access: Access;
  db: Db;
  basemap: BasemapSource;
  hub: LiveHub;
  freshness: Freshness;
  heat: Heat;
  wallFolder: string;
  /** Absolute path of an archive of tiles to be served; null = none. */
  pmtilesFile: string | null;
  /** Host names that requests may be addressed to; null = any. */
  hosts: readonly string[] | null;
  photos: PhotoStore;
  printer: Printer;
  /** Where people reach the server. */
  publicUrl: string;
  residentFolder: string;
  deskFolder: string;
  leaderFolder: string;
  plannerFolder: string;
  /** Whose X-Forwarded-For is believed; everybody else's is a lie for all we know. */
  proxies: readonly string[];
  log: FastifyBaseLogger;
};

const MOST_BODY_BYTES = 1_000_000;
const MOST_CALLS_IN_A_BATCH = 10;
/** Ten procedure names and some air. */
const MOST_PARAM_LENGTH = 1000;
const REQUEST_WITHIN_MS = 30_000;

const trpcOptions = ({ contextOf, log }: ServerOptions) =>
  ({
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      createContext: ({ req }) => contextOf(req),
      maxBatchSize: MOST_CALLS_IN_A_BATCH,
      // Long inputs of queries go in the body; a mutation by GET stays refused.
      allowMethodOverride: true,
      responseMeta({ errors }) {
        const waits = errors.map((error) => retryAfterOf(toErrorShape(error)) ?? 0);
        const retryAfter = Math.max(0, ...waits);
        const headers = new Headers({ "cache-control": "no-store" });
        if (retryAfter > 0) headers.set("retry-after", String(retryAfter));
        return { headers };
      },
      onError({ error, path }) {
        // Neither the input nor the address: both may hold positions.
        if (toErrorShape(error).data.httpStatus === 500)
          log.error({ err: error.cause ?? error, path }, "procedure failed");
      },
    },
  }) satisfies FastifyTRPCPluginOptions<AppRouter>;

/** The HTTP face of the product, not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { contextOf, access, wallFolder, pmtilesFile, hosts, publicUrl, log } = options;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }), // addresses hold positions
    trustProxy: options.proxies.length > 0 ? [...options.proxies] : false,
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: REQUEST_WITHIN_MS,
    routerOptions: { maxParamLength: MOST_PARAM_LENGTH },
    // Addresses that cannot be read.
    frameworkErrors: (error, _request, reply) => void sendError(reply.headers(bareHeaders(publicUrl)), error),
    clientErrorHandler: refuseUnreadable(bareHeaders(publicUrl)),
  });
  installErrorAnswers(app);
  await app.register(fastifyHelmet, securityHeaders(options.basemap, publicUrl));
  if (hosts) app.addHook("onRequest", refuseUnknownHosts(hosts));
  app.addHook("onRequest", refuseOtherMethods);
  app.addHook("onRequest", refuseCrossSite); // after the headers: a refusal carries them too
  // Only answers: a compressed request could unfold into more than the body limit.
  await app.register(fastifyCompress, { encodings: ["gzip"], threshold: 1024, globalDecompression: false });
  await app.register(fastifyTRPCPlugin, trpcOptions(options));
  installHealth(app, options);
  installPlainRoutes(app, options, [...plainRoutes, ...boundaryRoutes]);
  await app.register(photoRoutes, { contextOf, photos: options.photos });
  installExports(app, options);
  installVersionFiles(app, options);
  installPrints(app, options);
  installResidentRoutes(app, options);
  await app.register(open311Routes, { prefix: "/open311/v2", contextOf, db: options.db });
  installLive(app, { contextOf, hub: options.hub, access });
  access.install(app);
  await installFiles(app, wallFolder);
  if (pmtilesFile !== null) installPmtiles(app, pmtilesFile);
  await installResident(app, options.residentFolder);
  await installDesk(app, options.deskFolder);
  await installLeader(app, options.leaderFolder);
  await installPlanner(app, options.plannerFolder);
  await installWall(app, wallFolder);
  return app;
}
