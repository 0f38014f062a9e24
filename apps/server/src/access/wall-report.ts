import { toTrpcError } from "@getu/api";
import { wallReportSchema } from "@getu/domain";
import { noteWallReport } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { findRequestDevice } from "./device-session.ts";

/**
 * `POST /wall-report`: a screen says what it shows, and when and why its page last began anew by itself. It is the one thing
 * that a screen writes, and it is of itself alone.
 */
export function installWallReport(
  app: FastifyInstance,
  { db, publicUrl }: { db: Db; publicUrl: string },
): void {
  app.post("/wall-report", async (request, reply) => {
    const report = wallReportSchema.parse(request.body);
    const device = await findRequestDevice(db, request, publicUrl);
    if (!device?.grant || device.grant.territoryId === "all")
      throw toTrpcError({ code: "DEVICE_TOKEN_NOT_FOUND" });
    await noteWallReport(db, { territoryId: device.grant.territoryId, id: device.id, report });
    return reply.header("cache-control", "no-store").send({});
  });
}
