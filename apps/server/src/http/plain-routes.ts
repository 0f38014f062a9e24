import { createCaller, demand, toTrpcError } from "@getu/api";
import type { Context } from "@getu/api";
import { BASEMAP_KINDS, scopeOf } from "@getu/domain";
import type { Permission, Viewer } from "@getu/domain";
import { findBasemap } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Heat } from "../heat/heat.ts";
import type { Freshness } from "../live/freshness.ts";
import { createAnswerCache } from "./answer-cache.ts";
import type { ContextOf } from "./context-of.ts";
import { parseHeatQuery } from "./heat-query.ts";
import { idTextSchema, versionTextSchema } from "./id-text.ts";
import { sendAnswer } from "./send-answer.ts";

/**
 * Browsers ask each time, and mostly hear "not modified". Never "immutable": another database at the same address
 * numbers its territories and versions from 1 as well, and old borders would be shown as live.
 */
const REVALIDATE = "private, no-cache";

const MOST_CHARACTERS = 64_000_000;

const edgesParamsSchema = z.object({ territoryId: idTextSchema, version: versionTextSchema });
const basemapParamsSchema = z.object({ territoryId: idTextSchema, kind: z.enum(BASEMAP_KINDS) });
const heatParamsSchema = z.object({ territoryId: idTextSchema });

/** What the plain routes answer from. */
export type PlainRoutesOptions = {
  heat: Pick<Heat, "freshnessOf">;
  contextOf: ContextOf;
  freshness: Freshness;
};

/** Names what of a territory an answer was made from: those who see different parts share none. */
const partOf = (viewer: Viewer, permission: Permission, territoryId: number): string =>
  `${territoryId} ${scopeOf(viewer, permission, territoryId).within?.join() ?? "all"}`;

/** The answers that screens fetch in bulk: the procedures' own, without the cost of a procedure call. */
export function installPlainRoutes(
  app: FastifyInstance,
  { contextOf, freshness, heat }: PlainRoutesOptions,
): void {
  const cache = createAnswerCache({ mostCharacters: MOST_CHARACTERS });

  app.get("/territories/:territoryId/grid-edges/:version(^\\d+).json", async (request, reply) => {
    const { territoryId, version } = edgesParamsSchema.parse(request.params);
    const context = await contextOf(request);
    demand(context.viewer, "grid.read", { territoryId });
    const answer = await cache.answerFor({
      key: `edges ${partOf(context.viewer, "grid.read", territoryId)} ${version}`,
      freshness: freshness.ofGround(territoryId),
      make: () => edgesOfVersion(context, { territoryId, version }),
    });
    return sendAnswer(request, reply, { answer, cacheControl: REVALIDATE });
  });

  app.get("/territories/:territoryId/basemap/:kind(^[a-z]+).json", async (request, reply) => {
    const { territoryId, kind } = basemapParamsSchema.parse(request.params);
    const { viewer, db } = await contextOf(request);
    demand(viewer, "territory.read", { territoryId });
    const answer = await cache.answerFor({
      key: `basemap ${territoryId} ${kind}`,
      freshness: freshness.ofGround(territoryId),
      make: async () => {
        const found = await findBasemap(db, { territoryId, kind });
        if (!found) throw toTrpcError({ code: "BASEMAP_NOT_FOUND", territoryId, kind });
        return found;
      },
    });
    return sendAnswer(request, reply, { answer, cacheControl: REVALIDATE });
  });

  app.get("/territories/:territoryId/heat.json", async (request, reply) => {
    const { territoryId } = heatParamsSchema.parse(request.params);
    const query = parseHeatQuery(request.query);
    const context = await contextOf(request);
    demand(context.viewer, "heat.read", { territoryId });
    const answer = await cache.answerFor({
      key: `heat ${partOf(context.viewer, "heat.read", territoryId)} ${JSON.stringify(query)}`,
      freshness: await heat.freshnessOf(territoryId),
      make: () => createCaller(context).heat.cells({ territoryId, ...query }),
    });
    return sendAnswer(request, reply, { answer, cacheControl: REVALIDATE });
  });
}

async function edgesOfVersion(
  context: Context,
  { territoryId, version }: { territoryId: number; version: number },
): Promise<unknown> {
  const edges = await createCaller(context).grid.edges({ territoryId });
  if (edges.version === version) return edges;
  throw toTrpcError({ code: "GRID_VERSION_NOT_FOUND", territoryId, version, current: edges.version });
}
