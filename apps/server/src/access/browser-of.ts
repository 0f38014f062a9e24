import type { FastifyRequest } from "fastify";

const MOST_CHARACTERS = 200;

/** What the browser of a request calls itself, as much of it as the log takes; null = it does not say. */
export const browserOf = (request: FastifyRequest): string | null =>
  request.headers["user-agent"]?.slice(0, MOST_CHARACTERS) ?? null;
