import { scopeOf } from "@getu/domain";
import type { Permission, Territory } from "@getu/domain";
import { listTerritories } from "@getu/store";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import type { Context } from "./context.ts";
import { demand, demandToAct } from "./demand.ts";
import { toErrorShape } from "./error-shape.ts";
import { toTrpcError } from "./failure.ts";

// No transformer: superjson would let a caller turn strings into NaN before zod sees them.
const t = initTRPC.context<Context>().create({
  isDev: false, // no stack traces in any environment
  errorFormatter: ({ error }) => toErrorShape(error),
});

/** Groups procedures under a name of the domain. */
export const router = t.router;

/** What goes between the input of a procedure and its work. */
export const { middleware } = t;

/** Calls procedures without HTTP, with the same permissions and checks. */
export const createCallerFactory = t.createCallerFactory;

/** Ids of territories and grids are whole numbers of 32 bits in the database. */
export const idSchema = z.int32().positive();

/** A moment that the database can hold: it knows no year 0. */
export const timeSchema = z.iso.datetime().refine((text) => !text.startsWith("0000"), "there is no year 0");

/** A day that the database can hold. */
export const daySchema = z.iso.date().refine((text) => !text.startsWith("0000"), "there is no year 0");

const scopeSchema = z.object({ territoryId: idSchema });

/** Input of a procedure that needs nothing but the territory. */
export const territoryInputSchema = z.strictObject(scopeSchema.shape);

/**
 * The only way to begin a procedure: it names its permission, so one without does not compile.
 * The territory of the input, where there is one, must be the viewer's; inputs are `strictObject`s.
 */
export const procedure = (permission: Permission) =>
  t.procedure.use(async ({ ctx, getRawInput, next, type }) => {
    const { data: ground } = scopeSchema.safeParse(await getRawInput());
    if (type === "mutation") await demandToAct(ctx, permission, ground);
    else demand(ctx.viewer, permission, ground);
    return next();
  });

/** The territory with this id; throws what a caller is told when there is none. */
export async function demandTerritory({ db }: Pick<Context, "db">, territoryId: number): Promise<Territory> {
  const territory = (await listTerritories(db)).find(({ id }) => id === territoryId);
  if (!territory) throw toTrpcError({ code: "TERRITORY_NOT_FOUND", territoryId });
  return territory;
}

/** A procedure over one territory, which must exist: `ctx.territory`; `ctx.scope` is what the viewer may see of it. */
export const territoryProcedure = (permission: Permission) =>
  procedure(permission)
    .input(scopeSchema)
    .use(async ({ ctx, input, next }) => {
      const territory = await demandTerritory(ctx, input.territoryId);
      return next({ ctx: { territory, scope: scopeOf(ctx.viewer, permission, territory.id) } });
    });
