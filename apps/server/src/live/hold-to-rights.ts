import { may, scopeOf } from "@getu/domain";
import type { Permission, Viewer } from "@getu/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../access/create-access.ts";
import { OVER } from "./server-sent-event.ts";

/** What the topics of the stream show. */
export const NEEDED_TO_LISTEN: readonly Permission[] = ["territory.read", "incident.read", "camera.read"];

/** Who a viewer is and what they may hear of a territory, as a text that is equal while nothing about it has changed. */
const rightsOf = (viewer: Viewer, territoryId: number): string =>
  JSON.stringify([
    viewer.caller,
    ...NEEDED_TO_LISTEN.map((needed) => [
      may(viewer, needed, { territoryId }),
      scopeOf(viewer, needed, territoryId),
    ]),
  ]);

type Stream = { request: FastifyRequest; reply: FastifyReply; territoryId: number; viewer: Viewer };

/** How it is heard of that rights have changed, and what they are then. */
export type RightsWatch = Pick<Access, "viewerAgain" | "watch">;

/**
 * Ends a stream when what its reader may hear has changed: signed out, disabled, revoked or given more. The reader is
 * told so, comes back and is asked anew. Nobody is watched who has left already.
 */
export function holdToRights(
  { request, reply, territoryId, viewer }: Stream,
  { viewerAgain, watch }: RightsWatch,
): void {
  if (reply.raw.destroyed || reply.raw.closed) return; // it left while it was looked up: "close" has been and gone
  const rights = rightsOf(viewer, territoryId);
  const forget = watch({
    stillMay: async () => rightsOf((await viewerAgain(request)).viewer, territoryId) === rights,
    end: () => reply.raw.end(OVER),
  });
  reply.raw.on("close", forget);
}
