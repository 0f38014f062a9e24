import type { FastifyReply, FastifyRequest } from "fastify";
import type { Answer } from "./answer-cache.ts";

/** True when the caller holds the answer already (weak comparison, as conditional reads ask for). */
function isNotModified({ headers }: FastifyRequest, etag: string): boolean {
  const held = headers["if-none-match"]?.split(",").map((tag) => tag.trim()) ?? [];
  const opaque = etag.replace(/^W\//, "");
  return held.some((tag) => tag === "*" || tag.replace(/^W\//, "") === opaque);
}

const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(headers["accept-encoding"] ?? "");

/** Sends a kept answer under its tag, or 304 when the caller holds it. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { answer, cacheControl }: { answer: Answer; cacheControl: string },
): FastifyReply {
  reply.header("etag", answer.etag).header("cache-control", cacheControl).header("vary", "accept-encoding");
  if (isNotModified(request, answer.etag)) return reply.code(304).send();
  reply.type(answer.type);
  if (!answer.compressed || !takesGzip(request)) return reply.send(answer.body);
  return reply.header("content-encoding", "gzip").send(answer.compressed);
}
