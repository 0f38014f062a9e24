import { may, territorySchema } from "@getu/domain";
import { listTerritories } from "@getu/store";
import { z } from "zod";
import { procedure, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The territories that the viewer may see. */
const list = procedure("territory.read")
  .input(z.strictObject({}).optional())
  .output(z.array(territorySchema))
  .query(async ({ ctx }) =>
    (await listTerritories(ctx.db)).filter(({ id }) =>
      may(ctx.viewer, "territory.read", { territoryId: id }),
    ),
  );

/** One territory with its tiers and the version of its boundaries in force. */
const get = territoryProcedure("territory.read")
  .input(territoryInputSchema)
  .output(territorySchema)
  .query(({ ctx }) => ctx.territory);

/** What a street office governs. */
export const territoryRouter = router({ list, get });
