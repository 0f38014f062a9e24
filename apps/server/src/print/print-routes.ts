import { demand, demandTerritory, toTrpcError } from "@getu/api";
import type { Context } from "@getu/api";
import { printAddress, printOrderSchema, scopeOf } from "@getu/domain";
import type { Print, Printed, Territory } from "@getu/domain";
import { databaseNow, findDraft, findDraftPart, listGridAncestry } from "@getu/store";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { attachment } from "../export/export-name.ts";
import { createTimeText } from "../export/export-words.ts";
import type { ContextOf } from "../http/context-of.ts";
import { idTextSchema } from "../http/id-text.ts";
import { limitCaller } from "../http/limit-address.ts";
import { createOwnAnswers } from "./own-answers.ts";
import type { Printer } from "./printer.ts";

const PRINTS_PER_HOUR = { action: "print", most: 120, windowSeconds: 3600 };

const TITLES = {
  board: { zh: "网格公示牌", en: "notice-board" },
  booklet: { zh: "网格手册", en: "grid-booklet" },
  draft: { zh: "网格调整前后对比", en: "boundaries-before-and-after" },
} as const satisfies Record<Print, { zh: string; en: string }>;

const paramsSchema = z.object({ territoryId: idTextSchema });
const stageParamsSchema = z.object({ territoryId: idTextSchema, ticket: z.uuid() });

/**
 * Paper (`POST /territories/1/prints`): the PDF of a page that anybody who may print it can print from their own browser
 * too. `GET /territories/1/prints/TICKET` says how far it is; null = it is over, or another server is at it.
 */
export function installPrints(
  app: FastifyInstance,
  { contextOf, printer }: { contextOf: ContextOf; printer: Printer },
): void {
  app.post("/territories/:territoryId/prints", async (request, reply) => {
    const { territoryId } = paramsSchema.parse(request.params);
    const { language, ticket, ...asked } = printOrderSchema.parse(request.body);
    const context = await contextOf(request);
    const printed = { territoryId, ...asked };
    const { name, territory } = await findSubject(context, printed);
    const caller = callerOf(context);
    await limitCaller(context.db, PRINTS_PER_HOUR, caller);
    const unwanted = untilClosed(reply);
    try {
      const pdf = await printer.print({
        caller,
        ticket,
        signal: unwanted,
        address: printAddress(printed, language),
        answers: createOwnAnswers(app, request),
      });
      const when = createTimeText(territory.timeZone)((await databaseNow(context.db)).toISOString()) ?? "";
      const title = TITLES[asked.what][language === "en" ? "en" : "zh"];
      const names = {
        plain: ["getu", TITLES[asked.what].en, String(asked.id)],
        full: [name, title, when.slice(0, 10)],
      };
      return await reply
        .header("cache-control", "no-store")
        .header("content-disposition", attachment(names, "pdf"))
        .type("application/pdf")
        .send(pdf);
    } catch (error) {
      if (!unwanted.aborted) throw error;
      return reply.hijack(); // nobody is there to answer
    }
  });

  app.get("/territories/:territoryId/prints/:ticket", async (request, reply) => {
    const { ticket } = stageParamsSchema.parse(request.params);
    const stage = printer.stageOf({ caller: callerOf(await contextOf(request)), ticket });
    return reply.header("cache-control", "no-store").send({ stage });
  });
}

const callerOf = ({ viewer: { caller } }: Context): string =>
  caller.kind === "nobody" ? caller.kind : `${caller.kind}:${caller.id}`;

/** Aborted when whoever asked is gone, or has been answered. */
function untilClosed(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  reply.raw.once("close", () => closed.abort());
  return closed.signal;
}

/** What is printed, by its name; throws what a caller hears who may not, or for whom it is not there. */
async function findSubject(
  context: Context,
  printed: Printed,
): Promise<{ name: string; territory: Territory }> {
  const { territoryId, what, id } = printed;
  demand(context.viewer, what === "draft" ? "draft.read" : "grid.print", { territoryId });
  const territory = await demandTerritory(context, territoryId);
  const name =
    what === "draft" ? await draftName(context, territoryId, id) : await gridName(context, printed);
  return { name, territory };
}

/** Of one that the viewer may read: who holds a part of the territory reads those that are held to it. */
async function draftName({ db, viewer }: Context, territoryId: number, draftId: number): Promise<string> {
  const scope = scopeOf(viewer, "draft.read", territoryId);
  const isTheirs = (await findDraftPart(db, { ...scope, draftId })) !== undefined;
  const draft = isTheirs ? await findDraft(db.pool, { territoryId, draftId }) : null;
  if (!draft) throw toTrpcError({ code: "DRAFT_NOT_FOUND", draftId });
  return draft.name;
}

async function gridName({ db, viewer }: Context, { territoryId, id: gridId }: Printed): Promise<string> {
  const scope = scopeOf(viewer, "grid.print", territoryId);
  const grid = (await listGridAncestry(db, { ...scope, gridId })).at(-1);
  if (grid?.id !== gridId) throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId });
  return grid.name;
}
