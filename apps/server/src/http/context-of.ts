import type { Context } from "@getu/api";
import type { FastifyRequest } from "fastify";

/** Finds out who asks, afresh for each request: what was revoked a moment ago does not count any more. */
export type ContextOf = (request: FastifyRequest) => Promise<Context>;
