import { placeSchema, positionSchema } from "@getu/domain";
import { findGridBox, findNearestPlace, listPlaces, listPlacesWithin } from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "./failure.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every place of the territory. */
const list = territoryProcedure("place.read")
  .input(territoryInputSchema)
  .output(z.array(placeSchema))
  .query(({ ctx }) => listPlaces(ctx.db, ctx.scope));

/**
 * The places in and around a grid of the caller's or one that it is a part of, to be had where there is no network. Whom
 * residents may turn to is on every map of the office, whosoever grid it stands in.
 */
const around = territoryProcedure("incident.report")
  .input(territoryInputSchema.extend({ gridId: idSchema }))
  .output(z.array(placeSchema))
  .query(async ({ ctx, input: { territoryId, gridId } }) => {
    const box = await findGridBox(ctx.db, { ...ctx.scope, gridId });
    if (!box) throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId });
    return listPlacesWithin(ctx.db, { territoryId, box });
  });

/**
 * The police room that is nearest to a position, null where the territory has none. Who sees one community is told it as
 * well where it stands in another: it is on every map of the office, and one farther away would be the wrong one to call.
 */
const nearestPoliceRoom = territoryProcedure("place.read")
  .input(territoryInputSchema.extend({ position: positionSchema }))
  .output(placeSchema.nullable())
  .query(({ ctx, input }) => findNearestPlace(ctx.db, { ...input, kind: "police-room" }));

/** Places that serve residents. */
export const placeRouter = router({ list, around, nearestPoliceRoom });
