import { TRPCError } from "@trpc/server";
import type { FastifyReply, FastifyRequest } from "fastify";

const SERVED: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Refuses methods that no route of ours has; tRPC, which takes every method, fails on TRACE. */
export async function refuseOtherMethods({ method }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (SERVED.includes(method)) return;
  reply.header("allow", SERVED.join(", "));
  throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
}
