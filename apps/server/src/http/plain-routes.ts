import { demandTerritory, toTrpcError } from "@getu/api";
import { BASEMAP_KINDS, basemapOverview, toHeatRaster, writeHeatFile } from "@getu/domain";
import { findBasemap } from "@getu/store";
import { z } from "zod";
import { toBytes, toJson } from "./answer-cache.ts";
import { parseHeatQuery } from "./heat-query.ts";
import type { PlainRoute } from "./plain-route.ts";

/**
 * Browsers ask each time, and mostly hear "not modified". Never "immutable": another database at the same address
 * numbers its territories from 1 as well, and old ground would be shown as live.
 */
const REVALIDATE = "private, no-cache";

const basemapParamsSchema = z.object({ kind: z.enum(BASEMAP_KINDS) });
const basemapQuerySchema = z.strictObject({ detail: z.literal("overview").optional() });

/** The ground and the heat: the procedures' own answers, without the cost of a procedure call. */
export const plainRoutes: readonly PlainRoute[] = [
  {
    path: "basemap/:kind(^[a-z]+).json",
    permission: "territory.read",
    keptWith: "ground",
    cacheControl: REVALIDATE,
    async answer({ request, context, territoryId }) {
      const { kind } = basemapParamsSchema.parse(request.params);
      const { detail } = basemapQuerySchema.parse(request.query);
      const found = await findBasemap(context.db, { territoryId, kind });
      if (!found) throw toTrpcError({ code: "BASEMAP_NOT_FOUND", territoryId, kind });
      return toJson(detail === "overview" ? basemapOverview(found) : found);
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
