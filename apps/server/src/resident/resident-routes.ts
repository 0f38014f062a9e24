import { toTrpcError } from "@getu/api";
import { BASEMAP_KINDS, publicReportSchema, ratingSchema } from "@getu/domain";
import { findBasemap } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { idTextSchema } from "../http/id-text.ts";
import type { ContextOf } from "../http/context-of.ts";
import { limitAddress } from "../http/limit-address.ts";
import { getCase, rate } from "./case-view.ts";
import { fileReport } from "./file-report.ts";
import { getOffice } from "./office.ts";

/** What the public routes answer from. */
export type ResidentRoutesOptions = { contextOf: ContextOf; db: Db };

const REPORTS_PER_HOUR = { action: "report", most: 20, windowSeconds: 3600 };
/** Nobody finds a code by trying; this keeps the tries cheap. */
const LOOKUPS_PER_HOUR = { action: "case", most: 120, windowSeconds: 3600 };

/** Names and ground change a few times a year. */
const FRESH_ENOUGH = "public, max-age=300";

const caseSchema = z.strictObject({ code: z.string().max(100) });
const groundParamsSchema = z.object({
  territoryId: idTextSchema,
  kind: z.enum(BASEMAP_KINDS),
});

/**
 * What everybody may ask without signing in, on purpose without a permission: report, follow one's own case, rate it.
 * Codes come in bodies, never in addresses, which are logged by proxies and kept by browsers.
 */
export function installResidentRoutes(app: FastifyInstance, { contextOf, db }: ResidentRoutesOptions): void {
  app.get("/report/office.json", async (request, reply) => {
    return reply.header("cache-control", FRESH_ENOUGH).send(await getOffice(await contextOf(request)));
  });

  app.get("/report/territories/:territoryId/basemap/:kind(^[a-z]+).json", async (request, reply) => {
    const { territoryId, kind } = groundParamsSchema.parse(request.params);
    const ground = await findBasemap(db, { territoryId, kind });
    if (!ground) throw toTrpcError({ code: "BASEMAP_NOT_FOUND", territoryId, kind });
    return reply.header("cache-control", FRESH_ENOUGH).send(ground);
  });

  app.post("/report/reports", async (request, reply) => {
    await limitAddress(db, REPORTS_PER_HOUR, request);
    const taken = await fileReport(await contextOf(request), publicReportSchema.parse(request.body));
    return reply.code(201).header("cache-control", "no-store").send(taken);
  });

  app.post("/report/cases", async (request, reply) => {
    await limitAddress(db, LOOKUPS_PER_HOUR, request);
    const view = await getCase(db, caseSchema.parse(request.body).code);
    return reply.header("cache-control", "no-store").send(view);
  });

  app.post("/report/ratings", async (request, reply) => {
    await limitAddress(db, LOOKUPS_PER_HOUR, request);
    const view = await rate(await contextOf(request), ratingSchema.parse(request.body));
    return reply.header("cache-control", "no-store").send(view);
  });
}
