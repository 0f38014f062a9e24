import { accountIdSchema, sessionSchema } from "@getu/domain";
import { appendAudit, endSession, inTransaction, listSessions } from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { actorOf, ownId } from "./actor.ts";

/** The caller's own sign-ins, newest first. */
const list = procedure("account.own")
  .input(z.strictObject({}).optional())
  .output(z.array(sessionSchema))
  .query(({ ctx }) => listSessions(ctx.db, { personId: ownId(ctx), currentId: ctx.sessionId }));

/** Ends one of the caller's own sign-ins. */
const end = procedure("account.own")
  .input(z.strictObject({ id: accountIdSchema }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { id } }) => {
    await inTransaction(ctx.db, async (tx) => {
      const isOver = await endSession(tx, { personId: ownId(ctx), id });
      if (!isOver) throw toTrpcError({ code: "SESSION_NOT_FOUND" });
      await appendAudit(tx, { ...actorOf(ctx), action: "session.revoked" });
    });
    return {};
  });

/** The caller's own sign-ins. */
export const sessionRouter = router({ list, end });
