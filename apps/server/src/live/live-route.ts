import { createCaller, demand, toTrpcError } from "@getu/api";
import { scopeOf } from "@getu/domain";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { ContextOf } from "../http/context-of.ts";
import { idTextSchema } from "../http/id-text.ts";
import { streamCallerOf } from "./caller-places.ts";
import { holdToRights, NEEDED_TO_LISTEN } from "./hold-to-rights.ts";
import type { RightsWatch } from "./hold-to-rights.ts";
import type { LiveHub } from "./live-hub.ts";

/** `after` may be anything: what cannot be a cursor is answered by "resync". */
const querySchema = z.strictObject({
  territory: idTextSchema,
  after: z.string().optional(),
  /** The history of the database that it is of, as the page was told. */
  history: z.string().max(64).optional(),
  /** Drawn by the page itself: its next stream takes the place of the one before. */
  page: z.guid().optional(),
});

/** A stream has its connection for itself: behind another one it would never get it, nor hear that its reader has gone. */
function demandConnection({ raw }: FastifyReply): void {
  if (raw.socket === null) throw new TRPCError({ code: "BAD_REQUEST" });
}

/** Takes the socket from Fastify; the headers that its plugins set stay. */
function openStream(reply: FastifyReply): void {
  reply.hijack();
  // The stream ends with its connection: without chunks the same bytes go to every socket as they are.
  reply.raw.shouldKeepAlive = false;
  reply.raw.useChunkedEncodingByDefault = false;
  reply.raw.socket?.setNoDelay(true);
  reply.raw.socket?.setKeepAlive(true, 30_000);
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no", // nginx would hold events back
  });
  reply.raw.flushHeaders();
}

/** `/live?territory=ID`: everything that changes within the viewer's grids, from the last seen id on. */
export function installLive(
  app: FastifyInstance,
  { contextOf, hub, access }: { contextOf: ContextOf; hub: LiveHub; access: RightsWatch },
): void {
  // Without this a HEAD would open a stream that nobody reads.
  app.get("/live", { exposeHeadRoute: false }, async (request, reply) => {
    const { territory: territoryId, after, history = null, page = null } = querySchema.parse(request.query);
    const context = await contextOf(request);
    for (const permission of NEEDED_TO_LISTEN) demand(context.viewer, permission, { territoryId });
    await createCaller(context).territory.get({ territoryId });
    demandConnection(reply);
    const caller = streamCallerOf(context.viewer, { request, page });
    if (!hub.hasRoom(caller)) throw toTrpcError({ code: "LIVE_FULL", connections: hub.connections() });
    // After a reconnect the header is newer than the address.
    const lastSeen = request.headers["last-event-id"]?.toString() ?? after ?? null;
    openStream(reply);
    holdToRights({ request, reply, territoryId, viewer: context.viewer }, access);
    await hub
      .attach({
        stream: reply.raw,
        caller,
        scope: scopeOf(context.viewer, "incident.read", territoryId),
        after: lastSeen ? { cursor: lastSeen, history } : null,
      })
      .catch((error: unknown) => {
        request.log.warn({ err: error }, "a live stream could not be brought up to date");
      });
  });
}
