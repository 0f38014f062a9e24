import type { FastifyReply, FastifyRequest } from "fastify";
import { toTrpcError } from "@getu/api";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Host and port of an Origin header; null = opaque or malformed. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * True when a browser sent the request from another site.
 * Programs send neither header and carry no cookies of a browser, so they pass.
 */
function isCrossSite({ headers }: Pick<FastifyRequest, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
}

/** Refuses everything but reading from another site: tRPC itself lets a cross-site multipart form through. */
export async function refuseCrossSite(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  if (!SAFE_METHODS.has(request.method) && isCrossSite(request)) {
    throw toTrpcError({ code: "CROSS_SITE_REFUSED" });
  }
}
