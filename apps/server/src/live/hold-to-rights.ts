import type { Context } from "@getu/api";
import { may, scopeOf } from "@getu/domain";
import type { Permission } from "@getu/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/create-access.ts";
import type { ContextOf } from "../http/context-of.ts";
import { toWire } from "./server-sent-event.ts";

/** What the topics of the stream show. */
export const NEEDED_TO_LISTEN: readonly Permission[] = ["territory.read", "incident.read", "camera.read"];

/** What a viewer may hear of a territory, as a text that is equal while nothing about it has changed. */
const rightsOf = ({ viewer }: Context, territoryId: number): string =>
  JSON.stringify(
    NEEDED_TO_LISTEN.map((needed) => [
      may(viewer, needed, { territoryId }),
      scopeOf(viewer, needed, territoryId),
    ]),
  );

type Stream = { request: FastifyRequest; reply: FastifyReply; territoryId: number; context: Context };

/** Tells a reader that the stream ends for another reason than the wire: whatever else it shows may be over, too. */
const OVER = toWire({ event: "over", data: {} });

/**
 * Ends a stream when what its reader may hear has changed: signed out, disabled, revoked or given more. The reader is
 * told so, comes back and is asked anew. Nobody is watched who has left already.
 */
export function holdToRights(
  { request, reply, territoryId, context }: Stream,
  { contextOf, watch }: { contextOf: ContextOf; watch: Access["watch"] },
): void {
  if (reply.raw.destroyed || reply.raw.closed) return; // it left while it was looked up: "close" has been and gone
  const rights = rightsOf(context, territoryId);
  const forget = watch({
    stillMay: async () => rightsOf(await contextOf(request), territoryId) === rights,
    end: () => reply.raw.end(OVER),
  });
  reply.raw.on("close", forget);
}
