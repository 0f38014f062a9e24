import { demand } from "@getu/api";
import type { Context } from "@getu/api";
import { scopeOf } from "@getu/domain";
import type { Permission, Scope } from "@getu/domain";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Heat } from "../heat/heat.ts";
import type { Freshness } from "../live/freshness.ts";
import { createAnswerCache } from "./answer-cache.ts";
import type { Content } from "./answer-cache.ts";
import type { ContextOf } from "./context-of.ts";
import { idTextSchema } from "./id-text.ts";
import { sendAnswer } from "./send-answer.ts";

/** What the plain routes answer from. */
export type PlainRoutesOptions = {
  heat: Pick<Heat, "freshnessOf">;
  contextOf: ContextOf;
  freshness: Freshness;
};

/** What is asked of a plain route, by somebody who may ask it. */
export type PlainQuestion = { request: FastifyRequest; context: Context; territoryId: number; scope: Scope };

/** An answer that screens fetch in bulk, below `/territories/:territoryId`. */
export type PlainRoute = {
  path: string;
  permission: Permission;
  /** What an answer stays the same with: the boundaries and the ground, or the incidents that heat counts. */
  keptWith: "ground" | "heat";
  cacheControl: string;
  /** Checks the address and answers; it is asked again only when what it was made from has changed. */
  answer: (question: PlainQuestion) => Promise<Content>;
};

const MOST_BYTES = 96_000_000;

/**
 * Installs routes over one cache. The key is the address as it came, so that an address is read and checked once and not
 * at each of a thousand requests; those who see different parts of a territory share no answer.
 */
export function installPlainRoutes(
  app: FastifyInstance,
  { contextOf, freshness, heat }: PlainRoutesOptions,
  routes: readonly PlainRoute[],
): void {
  const cache = createAnswerCache({ mostBytes: MOST_BYTES });
  const freshnessOf = {
    ground: (territoryId: number) => freshness.ofGround(territoryId),
    heat: (territoryId: number) => heat.freshnessOf(territoryId),
  } as const;
  for (const { path, permission, keptWith, cacheControl, answer } of routes) {
    const address = `/territories/:territoryId/${path}`;
    app.get<{ Params: { territoryId: string } }>(address, async (request, reply) => {
      const territoryId = idTextSchema.parse(request.params.territoryId);
      const context = await contextOf(request);
      demand(context.viewer, permission, { territoryId });
      const scope = scopeOf(context.viewer, permission, territoryId);
      const kept = await cache.answerFor({
        key: `${scope.within?.join() ?? "all"} ${request.url}`,
        freshness: await freshnessOf[keptWith](territoryId),
        make: () => answer({ request, context, territoryId, scope }),
      });
      return sendAnswer(request, reply, { answer: kept, cacheControl });
    });
  }
}
