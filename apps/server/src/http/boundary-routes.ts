import { createCaller, toTrpcError } from "@getu/api";
import { ARC_ZOOMS, toGridColumns } from "@getu/domain";
import { writeArcFile } from "@getu/geometry";
import { findOldBoundaryParts, getBoundaryParts } from "@getu/store";
import type { BoundaryParts } from "@getu/store";
import { z } from "zod";
import { toBytes, toJson } from "./answer-cache.ts";
import type { PlainQuestion, PlainRoute } from "./plain-route.ts";

/** The tag in the address is made from the content, so another database at this address cannot answer for it. */
const FOR_EVER = "private, max-age=31536000, immutable";

const tagSchema = z.object({ tag: z.string() });
const whole = z.string().regex(/^\d{1,9}$/).transform(Number); // prettier-ignore

const MOST_LEVEL = 16;

const cellSchema = z
  .object({ level: whole, x: whole, y: whole })
  .refine(
    ({ level, x, y }) => level <= MOST_LEVEL && x < 2 ** level && y < 2 ** level,
    "there is no such cell",
  );

/** Which version's parts are asked for; none = those in force. */
const partsQuerySchema = z.object({ version: whole.pipe(z.number().positive()).optional() });

const zoomSchema = whole.pipe(z.literal(ARC_ZOOMS));

/** The parts of the boundaries in force or of a version, when they are the ones that the address names. */
async function partsAt({ request, context, territoryId, scope }: PlainQuestion): Promise<BoundaryParts> {
  const { tag } = tagSchema.parse(request.params);
  const { version } = partsQuerySchema.parse(request.query);
  const { tag: current } = await createCaller(context).grid.boundaries({ territoryId, version });
  if (tag !== current) throw toTrpcError({ code: "BOUNDARIES_NOT_FOUND", territoryId, tag, current });
  const old = version === undefined ? null : await findOldBoundaryParts(context.db, { territoryId, version });
  return old ?? getBoundaryParts(context.db, scope);
}

/** The tier that the address names; the territory must have it. */
function tierOf({ request }: PlainQuestion, { boundaries }: BoundaryParts): number {
  const last = boundaries.tiers.length - 1;
  return z.object({ tier: whole.pipe(z.number().max(last)) }).parse(request.params).tier;
}

/** Boundaries and grids in parts, each kept by browsers for ever under the tag of its content. */
export const boundaryRoutes: readonly PlainRoute[] = [
  {
    path: "boundaries/:tag/arcs/:tier/:zoom/:level/:x/:y",
    permission: "grid.read",
    keptWith: "ground",
    cacheControl: FOR_EVER,
    async answer(question) {
      const { params } = question.request;
      const { zoom } = z.object({ zoom: zoomSchema }).parse(params);
      const cell = cellSchema.parse(params);
      const parts = await partsAt(question);
      return toBytes(writeArcFile(parts.arcsOf({ tier: tierOf(question, parts), zoom, cell })));
    },
  },
  {
    path: "boundaries/:tag/grids/:tier",
    permission: "grid.read",
    keptWith: "ground",
    cacheControl: FOR_EVER,
    async answer(question) {
      const parts = await partsAt(question);
      const tier = tierOf(question, parts);
      return toJson(toGridColumns(tier, parts.gridsOf(tier)));
    },
  },
];
