import { demandTerritory, toTrpcError } from "@getu/api";
import { BASEMAP_KINDS, basemapOverview, basemapPart, toHeatRaster, writeHeatFile } from "@getu/domain";
import { findBasemap, findGridBox } from "@getu/store";
import { z } from "zod";
import { toBytes, toJson } from "./answer-cache.ts";
import type { Content } from "./answer-cache.ts";
import { parseHeatQuery } from "./heat-query.ts";
import { idTextSchema } from "./id-text.ts";
import type { PlainQuestion, PlainRoute } from "./plain-route.ts";

/**
 * Browsers ask each time, and mostly hear "not modified". Never "immutable": another database at the same address
 * numbers its territories from 1 as well, and old ground would be shown as live.
 */
const REVALIDATE = "private, no-cache";

const basemapParamsSchema = z.object({ kind: z.enum(BASEMAP_KINDS) });
const basemapQuerySchema = z.strictObject({ detail: z.literal("overview").optional() });
const gridParamsSchema = z.object({ gridId: idTextSchema });

type Basemap = Parameters<typeof basemapOverview>[0];

async function getBasemap({ request, context, territoryId }: PlainQuestion): Promise<Basemap> {
  const { kind } = basemapParamsSchema.parse(request.params);
  const found = await findBasemap(context.db, { territoryId, kind });
  if (!found) throw toTrpcError({ code: "BASEMAP_NOT_FOUND", territoryId, kind });
  return found;
}

/** In the detail that the address asks for. */
function toGround({ request }: PlainQuestion, basemap: Basemap): Content {
  const { detail } = basemapQuerySchema.parse(request.query);
  return toJson(detail === "overview" ? basemapOverview(basemap) : basemap);
}

/** The ground and the heat: the procedures' own answers, without the cost of a procedure call. */
export const plainRoutes: readonly PlainRoute[] = [
  {
    path: "basemap/:kind(^[a-z]+).json",
    permission: "territory.read",
    keptWith: "ground",
    cacheControl: REVALIDATE,
    answer: async (question) => toGround(question, await getBasemap(question)),
  },
  {
    /** What of it lies in and around one grid, for a phone that takes it along. */
    path: "grids/:gridId/basemap/:kind(^[a-z]+).json",
    permission: "territory.read",
    keptWith: "ground",
    cacheControl: REVALIDATE,
    async answer(question) {
      const { request, context, territoryId, scope } = question;
      const { gridId } = gridParamsSchema.parse(request.params);
      const box = await findGridBox(context.db, { ...scope, gridId });
      if (!box) throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId });
      return toGround(question, basemapPart(await getBasemap(question), box));
    },
  },
  {
    path: "heat.bin",
    permission: "heat.read",
    keptWith: "heat",
    cacheControl: REVALIDATE,
    async answer({ request, context, territoryId, scope }) {
      const query = parseHeatQuery(request.query);
      await demandTerritory(context, territoryId);
      const cells = await context.heat.cells({ ...scope, query });
      return toBytes(writeHeatFile(toHeatRaster(cells)));
    },
  },
];
