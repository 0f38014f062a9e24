import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { toErrorShape } from "@getu/api";
import type { ErrorShape } from "@getu/api";
import { TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";

/** What Fastify itself refuses, in the codes of the product. */
const refusals: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  403: "NOT_FOUND", // a path that leads out of a folder: whether there is something is nobody's business
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};

function toTrpc(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  if (error instanceof z.ZodError) return new TRPCError({ code: "BAD_REQUEST", cause: error });
  const { statusCode = 500 } = error as Partial<FastifyError>;
  if (statusCode < 400 || statusCode >= 500)
    return new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
  return new TRPCError({ code: refusals[statusCode] ?? "BAD_REQUEST", cause: error });
}

/** Seconds after which a caller may try again; null = trying again would not help. */
export function retryAfterOf({ data }: ErrorShape): number | null {
  if (data.failure && "retryAfterSeconds" in data.failure) return data.failure.retryAfterSeconds;
  return data.httpStatus === 503 ? 5 : null;
}

/** Answers with an error in the one shape that tRPC uses too. */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const shape = toErrorShape(toTrpc(error));
  const retryAfter = retryAfterOf(shape);
  if (retryAfter !== null) reply.header("retry-after", retryAfter);
  return reply.code(shape.data.httpStatus).header("cache-control", "no-store").send({ error: shape });
}

/** What Node's parser refuses, in the codes of the product; anything else is a bad request. */
const unreadable: Readonly<Record<string, TRPC_ERROR_CODE_KEY>> = {
  HPE_HEADER_OVERFLOW: "PAYLOAD_TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "TIMEOUT",
};

/** Answers what the parser refused before there was a request: there is only the socket to answer on. */
export const refuseUnreadable =
  (headers: Readonly<Record<string, string>>) =>
  ({ code = "" }: NodeJS.ErrnoException, socket: Socket): void => {
    if (!socket.writable) return void socket.destroy();
    const shape = toErrorShape(new TRPCError({ code: unreadable[code] ?? "BAD_REQUEST" }));
    const { httpStatus } = shape.data;
    const body = JSON.stringify({ error: shape });
    const head = [
      `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}`,
      "content-type: application/json; charset=utf-8",
      "cache-control: no-store",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  };

/** What a stream says that was closed before its end. */
const CLOSED_EARLY = "ERR_STREAM_PREMATURE_CLOSE";

/** True when whoever asked went away before all had come of the request, or of the answer: a closed page, a lost signal. */
function isBrokenOff(error: unknown, { raw }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  const isClosedEarly = (error as Partial<FastifyError>).code === CLOSED_EARLY;
  return statusCode === CLIENT_CLOSED_REQUEST || (raw.socket.destroyed && (!raw.complete || isClosedEarly));
}

/** As tRPC and others call it; no standard has a word for an answer that nobody hears. */
const CLIENT_CLOSED_REQUEST = 499;

/** One error shape for every route; what is our own fault is logged without the address, which may hold positions. */
export function installErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    void sendError(reply, error);
    const what = { err: error, route: request.routeOptions.url, method: request.method };
    if (isBrokenOff(error, request, reply)) request.log.debug(what, "request broken off");
    else if (reply.statusCode === 500) request.log.error(what, "request failed");
    return reply;
  });
}
