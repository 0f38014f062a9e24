import { demandToAct, toTrpcError } from "@getu/api";
import type { Context } from "@getu/api";
import {
  canOrder,
  LINES,
  monthSchema,
  NEED_KINDS,
  NEED_STATES,
  QUEUE_ORDERS,
  queueFilterSchema,
  QUEUES,
} from "@getu/domain";
import type { QueueFilter, Territory } from "@getu/domain";
import { databaseNow, listTerritories } from "@getu/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { ContextOf } from "../http/context-of.ts";
import { idTextSchema } from "../http/id-text.ts";
import { assessmentSheet } from "./assessment-sheet.ts";
import { toCsv } from "./csv-file.ts";
import { contentDisposition } from "./export-name.ts";
import type { ExportSubject } from "./export-name.ts";
import { keepTrace, limitExports } from "./export-trace.ts";
import { createTimeText } from "./export-words.ts";
import { incidentSheet } from "./incident-sheet.ts";
import type { CountedSheet } from "./incident-sheet.ts";
import { needSheet } from "./need-sheet.ts";
import { visitSheet } from "./visit-sheet.ts";
import { toXlsx } from "./xlsx-file.ts";

const FORMATS = {
  csv: { type: "text/csv; charset=utf-8", write: toCsv },
  xlsx: { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: toXlsx },
} as const;

const paramsSchema = z.object({ territoryId: idTextSchema });
const fileShape = { format: z.enum(["csv", "xlsx"]), language: z.enum(["zh", "en"]) };

const incidentsSchema = z
  .strictObject({
    ...fileShape,
    queue: z.enum(QUEUES),
    order: z.enum(QUEUE_ORDERS),
    filter: queueFilterSchema,
  })
  .refine(({ queue, order, filter }) => canOrder(queue, order, filter), {
    path: ["order"],
    message: "this queue has no such order",
  });
const tierSchema = z.int().min(0).max(7);
const assessmentSchema = z.strictObject({
  ...fileShape,
  month: monthSchema,
  tier: tierSchema,
  lines: z.enum(LINES).default("today"),
});
const visitsSchema = z.strictObject({ ...fileShape, tier: tierSchema });
const needsSchema = z.strictObject({
  ...fileShape,
  state: z.enum(NEED_STATES),
  kind: z.enum(NEED_KINDS).optional(),
});

/** What is looked for may be somebody's name, and the audit log forgets nothing: only that it was looked for stands there. */
const withoutText = ({ text, ...filter }: QueueFilter): object => ({
  ...filter,
  ...(text !== undefined && { text: `${text.length} characters` }),
});

/**
 * Tables as files (`POST /territories/1/exports/incidents`): what is asked for comes in the body, because addresses are
 * kept by browsers and proxies. Each is written down with how much of what was taken, before the first row leaves.
 */
export function installExports(app: FastifyInstance, { contextOf }: { contextOf: ContextOf }): void {
  const open = async (request: FastifyRequest): Promise<{ context: Context; territory: Territory }> => {
    const { territoryId } = paramsSchema.parse(request.params);
    const context = await contextOf(request);
    await demandToAct(context, "incident.export", { territoryId });
    const territory = (await listTerritories(context.db)).find(({ id }) => id === territoryId);
    if (!territory) throw toTrpcError({ code: "TERRITORY_NOT_FOUND", territoryId });
    await limitExports(context);
    return { context, territory };
  };

  app.post("/territories/:territoryId/exports/incidents", async (request, reply) => {
    const { format, ...asked } = incidentsSchema.parse(request.body);
    const { context, territory } = await open(request);
    const sheet = await incidentSheet(context, territory, asked);
    const { queue, order, filter } = asked;
    const asking = { what: "incidents", queue, order, filter: JSON.stringify(withoutText(filter)) };
    await keepTrace(context, territory.id, { ...asking, format, ...factsOf(sheet) });
    const when = timeTextOf(await databaseNow(context.db), territory);
    return sendSheet(reply, { sheet, format, territory, language: asked.language, what: "incidents", when });
  });

  app.post("/territories/:territoryId/exports/assessment", async (request, reply) => {
    const { format, ...asked } = assessmentSchema.parse(request.body);
    const { context, territory } = await open(request);
    const sheet = await assessmentSheet(context, territory, asked);
    const { month, tier, lines, language } = asked;
    await keepTrace(context, territory.id, {
      what: "assessment",
      month,
      tier,
      lines,
      format,
      ...factsOf(sheet),
    });
    const what = lines === "then" ? "assessmentThen" : "assessment";
    return sendSheet(reply, { sheet, format, territory, language, what, when: month });
  });

  app.post("/territories/:territoryId/exports/visits", async (request, reply) => {
    const { format, ...asked } = visitsSchema.parse(request.body);
    const { context, territory } = await open(request);
    const sheet = await visitSheet(context, territory, asked);
    const { tier, language } = asked;
    await keepTrace(context, territory.id, { what: "visits", tier, format, ...factsOf(sheet) });
    const when = timeTextOf(await databaseNow(context.db), territory);
    return sendSheet(reply, { sheet, format, territory, language, what: "visits", when });
  });

  app.post("/territories/:territoryId/exports/needs", async (request, reply) => {
    const { format, ...asked } = needsSchema.parse(request.body);
    const { context, territory } = await open(request);
    const sheet = await needSheet(context, territory, asked);
    const { state, kind = "all", language } = asked;
    await keepTrace(context, territory.id, { what: "needs", state, kind, format, ...factsOf(sheet) });
    const when = timeTextOf(await databaseNow(context.db), territory);
    return sendSheet(reply, { sheet, format, territory, language, what: "needs", when });
  });
}

const factsOf = ({ written, leftOut, isMore }: CountedSheet) => ({ rows: written, leftOut, isMore });

/** Of two files of one day the later one is known by its minute. */
const timeTextOf = (now: Date, { timeZone }: Territory): string =>
  createTimeText(timeZone)(now.toISOString())?.replace(":", "") ?? "";

type SentSheet = ExportSubject & { sheet: CountedSheet; format: keyof typeof FORMATS };

/** The page says in its own words what the headers count. */
function sendSheet(reply: FastifyReply, { sheet, format, ...subject }: SentSheet): FastifyReply {
  const { type, write } = FORMATS[format];
  return reply
    .header("cache-control", "no-store")
    .header("content-disposition", contentDisposition(subject, format))
    .header("x-getu-rows", sheet.written)
    .header("x-getu-left-out", `${sheet.leftOut}${sheet.isMore ? "+" : ""}`)
    .type(type)
    .send(write(sheet));
}
