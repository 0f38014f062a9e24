import type { FastifyReply, FastifyRequest } from "fastify";
import { ADDRESS_HEADER } from "./create-auth.ts";

const PASSED_ON = ["cookie", "user-agent", "origin"] as const;

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: request.ip, "content-type": "application/json" });
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** The request as the library takes it: the few headers it needs, and the address that we have seen ourselves. */
export function toAuthRequest(
  request: FastifyRequest,
  { publicUrl, body }: { publicUrl: string; body?: unknown },
): Request {
  const url = new URL(request.url, publicUrl);
  if (request.headers.host !== undefined) url.host = request.headers.host;
  return new Request(url, {
    method: request.method,
    headers: headersOf(request),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Hands on the cookies that the library sets. */
export function passCookies(response: Response, reply: FastifyReply): void {
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
}
