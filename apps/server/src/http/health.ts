import { checkWrite } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { sendError } from "./error-answer.ts";
import { toTrpcError } from "@getu/api";

/** `/healthz`: the process answers. `/readyz`: the database takes a write, else 503. */
export function installHealth(app: FastifyInstance, db: Db): void {
  app.get("/healthz", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/readyz", async (request, reply) => {
    try {
      await checkWrite(db);
      return reply.header("cache-control", "no-store").send({ status: "ready" });
    } catch (error) {
      request.log.warn({ err: error }, "the database takes no write");
      return sendError(reply, toTrpcError({ code: "DATABASE_UNAVAILABLE", retryAfterSeconds: 2 }));
    }
  });
}
