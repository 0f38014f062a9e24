import { pushAddressSchema, pushWishSchema } from "@getu/domain";
import { keepPush, removePush } from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { ownId } from "./actor.ts";

/** The key that a phone is to take calls from; null = this server calls nobody. */
const key = procedure("account.own")
  .input(z.strictObject({}).optional())
  .output(z.strictObject({ publicKey: z.string().nullable() }))
  .query(({ ctx }) => ({ publicKey: ctx.push?.publicKey ?? null }));

/** Has the caller called on this phone from now on, outside of its quiet hours. */
const keep = procedure("account.own")
  .input(pushWishSchema)
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input }) => {
    if (!ctx.push) throw toTrpcError({ code: "PUSH_KEY_NOT_FOUND" });
    if (!ctx.push.takes(input.endpoint)) throw toTrpcError({ code: "ENDPOINT_INVALID" });
    await keepPush(ctx.db, { ...input, personId: ownId(ctx), sessionId: ctx.sessionId });
    return {};
  });

/** Ends it; a phone that is not called is not called already. */
const remove = procedure("account.own")
  .input(pushAddressSchema.pick({ endpoint: true }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { endpoint } }) => {
    await removePush(ctx.db, { personId: ownId(ctx), endpoint });
    return {};
  });

/** Calls to the caller's own phones. */
export const pushRouter = router({ key, keep, remove });
