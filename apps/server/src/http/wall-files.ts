import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { toTrpcError } from "@getu/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendError } from "./error-answer.ts";

/** Vite names these files by their content. */
const IMMUTABLE = "public, max-age=31536000, immutable";

const isPage = ({ method, headers, url }: FastifyRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  (headers.accept ?? "").includes("text/html") &&
  !/\.[a-z0-9]+$/i.test(url.split("?")[0] ?? "");

/** Gives every reply `sendFile`; nothing is served by itself. */
export async function installFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false });
}

async function serveBuilt(app: FastifyInstance, folder: string, prefix: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix,
    decorateReply: false,
    dotfiles: "ignore", // the mark of the build is nobody's business
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header("cache-control", path.startsWith(join(folder, "assets")) ? IMMUTABLE : "no-cache");
    },
  });
}

/** Serves the built public page at `/report`, whatever its query; not built, it says what to run. */
export async function installResident(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) await serveBuilt(app, folder, "/report/");
  app.get("/report", (_request, reply) => {
    if (!isBuilt) return sendUnbuilt(reply, "public page");
    return reply.header("cache-control", "no-cache").sendFile("index.html", folder, { cacheControl: false });
  });
}

/** Serves the built desk at `/desk/`; its pages are told apart behind the `#`. */
export const installDesk = (app: FastifyInstance, folder: string): Promise<void> =>
  installPages(app, folder, "desk");

/** Serves the built page of grid leaders at `/leader/`, with the worker that lets it start without a network. */
export const installLeader = (app: FastifyInstance, folder: string): Promise<void> =>
  installPages(app, folder, "leader");

/** Serves the built planner at `/planner/`. */
export const installPlanner = (app: FastifyInstance, folder: string): Promise<void> =>
  installPages(app, folder, "planner");

async function installPages(app: FastifyInstance, folder: string, name: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) await serveBuilt(app, folder, `/${name}/`);
  else app.get(`/${name}/`, (_request, reply) => sendUnbuilt(reply, `${name} page`));
  app.get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`));
}

const sendUnbuilt = (reply: FastifyReply, what: string): FastifyReply =>
  reply.code(503).type("text/plain; charset=utf-8").send(`The ${what} is not built: run npm run build\n`);

/** Serves the built wall at `/`; unknown pages get the wall too, everything else unknown is a 404 in JSON. */
export async function installWall(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) await serveBuilt(app, folder, "/");
  else app.log.error(`the wall is not built (${folder} is missing): run npm run build`);
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendError(reply, toTrpcError({ code: "ROUTE_NOT_FOUND" }));
    if (isBuilt)
      return reply
        .header("cache-control", "no-cache")
        .sendFile("index.html", folder, { cacheControl: false });
    return sendUnbuilt(reply, "wall");
  });
}
