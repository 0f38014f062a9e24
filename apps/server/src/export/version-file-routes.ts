import { createCaller, demand, demandTerritory, toTrpcError } from "@getu/api";
import type { Context } from "@getu/api";
import { may } from "@getu/domain";
import { listVersions } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { createAnswerCache } from "../http/answer-cache.ts";
import type { ContextOf } from "../http/context-of.ts";
import { idTextSchema } from "../http/id-text.ts";
import { sendAnswer } from "../http/send-answer.ts";
import type { Freshness } from "../live/freshness.ts";
import { attachment } from "./export-name.ts";
import { createTimeText, WHAT } from "./export-words.ts";
import { keepTrace, limitExports } from "./export-trace.ts";
import { toVersionFeatures, toVersionTopology } from "./version-file.ts";
import type { Carried } from "./version-file.ts";

type VersionFilesOptions = { contextOf: ContextOf; freshness: Freshness };

const MOST_BYTES = 32_000_000;

/** A version never changes, but another database at this address has others under the same numbers, and not everybody gets the same. */
const ASK_AGAIN = "private, no-cache";

const FORMATS = {
  geojson: { type: "application/geo+json; charset=utf-8", write: toVersionFeatures },
  topojson: { type: "application/json; charset=utf-8", write: toVersionTopology },
} as const;

const paramsSchema = z.object({
  territoryId: idTextSchema,
  version: idTextSchema,
  format: z.enum(["geojson", "topojson"]),
});

const querySchema = z.strictObject({ language: z.enum(["zh", "en"]).default("zh") });

/**
 * A version's boundaries as a file for other programs (`GET /territories/1/versions/3.geojson`), for who may read every
 * draft. Households are figures of the ledger and not of a map: only who may take tables out of the house gets them along,
 * and that is written down.
 */
export function installVersionFiles(
  app: FastifyInstance,
  { contextOf, freshness }: VersionFilesOptions,
): void {
  const cache = createAnswerCache({ mostBytes: MOST_BYTES });
  const path = "/territories/:territoryId/versions/:version(^\\d+).:format(geojson|topojson)";
  app.get(path, async (request, reply) => {
    const { territoryId, version, format } = paramsSchema.parse(request.params);
    const { language } = querySchema.parse(request.query);
    const context = await contextOf(request);
    const whole = { territoryId, gridPath: "" };
    demand(context.viewer, "draft.read", whole);
    const carried: Carried = may(context.viewer, "incident.export", whole) ? "households" : "lines";
    const { type, write } = FORMATS[format];
    const answer = await cache.answerFor({
      key: `${territoryId} ${version} ${format} ${carried}`,
      freshness: freshness.ofGround(territoryId),
      async make() {
        const content = await createCaller(context).version.get({ territoryId, version });
        return { type, body: Buffer.from(JSON.stringify(write(content, carried))) };
      },
    });
    const names = await namesOf(context, { territoryId, version, language });
    if (carried === "households") {
      await limitExports(context);
      await keepTrace(context, territoryId, { what: "boundaries", version, format });
    }
    reply.header("content-disposition", attachment(names, format));
    return sendAnswer(request, reply, { answer, cacheControl: ASK_AGAIN });
  });
}

type Named = { territoryId: number; version: number; language: "zh" | "en" };

/** What the file is called: of where, which version, and from which day that holds. */
async function namesOf(context: Context, { territoryId, version, language }: Named) {
  const territory = await demandTerritory(context, territoryId);
  const versions = await listVersions(context.db, { territoryId });
  const published = versions.find(({ number }) => number === version);
  if (!published) throw toTrpcError({ code: "VERSION_NOT_FOUND", version });
  const day = createTimeText(territory.timeZone)(published.effectiveFrom)?.slice(0, 10) ?? "";
  const number = language === "zh" ? `第${version}版` : `version ${version}`;
  return {
    plain: ["getu", "boundaries", `v${version}`, day],
    full: [territory.name[language], WHAT.boundaries[language], number, day],
  };
}
