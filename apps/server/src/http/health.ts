import { setTimeout as sleep } from "node:timers/promises";
import { checkWrite } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import type { Heat } from "../heat/heat.ts";
import { sendError } from "./error-answer.ts";
import { toTrpcError } from "@getu/api";

/** A supervisor does not wait longer. */
const WRITE_WITHIN_MS = 3000;

async function writeInTime(db: Db): Promise<void> {
  const late = new AbortController();
  const tooLate = sleep(WRITE_WITHIN_MS, null, { signal: late.signal }).then(() => {
    throw new Error(`no write within ${WRITE_WITHIN_MS} ms`);
  });
  try {
    await Promise.race([checkWrite(db), tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => {}); // aborted, or heard already
  }
}

/**
 * `/healthz`: the process answers. `/readyz`: the database takes a write, else 503; and who counts the heat of each
 * territory, which is no condition: the database does until the index is there.
 */
export function installHealth(
  app: FastifyInstance,
  { db, heat }: { db: Db; heat: Pick<Heat, "states"> },
): void {
  app.get("/healthz", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/readyz", async (request, reply) => {
    try {
      await writeInTime(db);
      return reply.header("cache-control", "no-store").send({ status: "ready", heat: heat.states() });
    } catch (error) {
      request.log.warn({ err: error }, "the database takes no write");
      return sendError(reply, toTrpcError({ code: "DATABASE_UNAVAILABLE", retryAfterSeconds: 2 }));
    }
  });
}
