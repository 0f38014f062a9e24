import { createSharing, toTrpcError } from "@getu/api";
import { checkWrite, findHistoryRisk } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import type { Heat } from "../heat/heat.ts";
import { within } from "../within.ts";
import { sendError } from "./error-answer.ts";

/** A supervisor does not wait longer. */
const LOOK_WITHIN_MS = 3000;

type Found = { historyIsGuarded: boolean };

/** Has the database take a write, and asks whether the server's role could change what only ever grows. */
async function look(db: Db): Promise<Found> {
  await checkWrite(db);
  return { historyIsGuarded: (await findHistoryRisk(db)) === null };
}

/**
 * `/healthz`: the process answers. `/readyz`: the database takes a write, else 503; and, which is no condition, who counts
 * the heat of each territory (the database until the index is there), and whether the server's role in the database is kept
 * from changing history. Who asks while somebody else's look is under way is told what that one finds.
 */
export function installHealth(
  app: FastifyInstance,
  { db, heat }: { db: Db; heat: Pick<Heat, "states"> },
): void {
  const share = createSharing();
  app.get("/healthz", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/readyz", async (request, reply) => {
    try {
      const found = await within(
        LOOK_WITHIN_MS,
        share("look", () => look(db)),
      ); // one that hangs holds one connection, however often is asked
      return reply
        .header("cache-control", "no-store")
        .send({ status: "ready", heat: heat.states(), ...found });
    } catch (error) {
      request.log.warn({ err: error }, "the database takes no write");
      return sendError(reply, toTrpcError({ code: "DATABASE_UNAVAILABLE", retryAfterSeconds: 2 }));
    }
  });
}
