import { deviceTokenSchema, shownNameSchema } from "@getu/domain";
import {
  appendAudit,
  createSecretToken,
  insertDeviceToken,
  inTransaction,
  listDeviceTokens,
  revokeDeviceToken,
} from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "../failure.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "../procedure.ts";
import { actorOf, nameOfCaller } from "./actor.ts";
import { demandGrant } from "./demand-grant.ts";

/** The screens' tokens in the caller's scope. */
const list = territoryProcedure("device.manage")
  .input(territoryInputSchema)
  .output(z.array(deviceTokenSchema))
  .query(({ ctx }) => listDeviceTokens(ctx.db, ctx.scope));

/** A token for one screen, which may read one scope and nothing else; shown now and never again. */
const create = territoryProcedure("device.manage")
  .input(territoryInputSchema.extend({ gridId: idSchema.nullable(), name: shownNameSchema }))
  .output(z.strictObject({ id: z.int().positive(), token: z.string() }))
  .mutation(async ({ ctx, input: { territoryId, gridId, name } }) => {
    await demandGrant(ctx, { role: "device", territoryId, gridId });
    const { token, tokenHash } = createSecretToken();
    const createdBy = nameOfCaller(ctx.viewer.caller);
    const id = await inTransaction(ctx.db, async (tx) => {
      const made = await insertDeviceToken(tx, { name, territoryId, gridId, tokenHash, createdBy });
      const subject = `device:${made}`;
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "device.created",
        subject,
        territoryId,
        facts: { gridId },
      });
      return made;
    });
    return { id, token };
  });

/** Ends a screen's token at once. */
const revoke = territoryProcedure("device.manage")
  .input(territoryInputSchema.extend({ id: idSchema }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { territoryId, id } }) => {
    await inTransaction(ctx.db, async (tx) => {
      const revokedBy = nameOfCaller(ctx.viewer.caller);
      const isOver = await revokeDeviceToken(tx, { ...ctx.scope, id, revokedBy });
      if (!isOver) throw toTrpcError({ code: "WALL_NOT_FOUND" });
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "device.revoked",
        subject: `device:${id}`,
        territoryId,
      });
    });
    return {};
  });

/** Screens that show something without a person. */
export const deviceRouter = router({ list, create, revoke });
