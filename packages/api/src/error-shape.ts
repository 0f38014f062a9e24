import type { TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { failureOf, toTrpcError } from "./failure.ts";
import type { Failure } from "./failure.ts";

/** More problems than this help nobody and make an answer as large as the attack. */
const MOST_PROBLEMS = 20;

/** What goes wrong below Prisma and pg when the server is away, stopping or too slow; SQLSTATE classes 08, 53, 57P, and 57014, 55P03. */
const DATABASE_AWAY =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|P1001|P1002|P1008|P1017|P2024|08\d{3}|53\d{3}|57P0\d|57014|55P03)$/;

const RETRY_AFTER_SECONDS = 2;

/** Errors wrap each other (tRPC around Prisma around pg): the chain of causes, outermost first. */
function* causesOf(error: unknown): Generator<Record<string, unknown>> {
  let current = error;
  for (let depth = 0; depth < 8 && typeof current === "object" && current !== null; depth += 1) {
    yield current as Record<string, unknown>;
    current = (current as { cause?: unknown }).cause;
  }
}

/** True when the error says that the database cannot be reached now, so that trying again later may help. */
export function isDatabaseAway(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    for (const code of [cause["code"], cause["originalCode"]]) {
      if (typeof code === "string" && DATABASE_AWAY.test(code)) return true;
    }
    if (
      typeof cause["message"] === "string" &&
      /Connection terminated|timeout exceeded when trying to connect/.test(cause["message"])
    )
      return true;
  }
  return false;
}

const inputInvalid = (error: z.ZodError): Failure => ({
  code: "INPUT_INVALID",
  problems: error.issues
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => ({ path: path.join("."), message: message.slice(0, 200) })),
});

/** The failure behind an error of a procedure; null = a bug or a request that tRPC itself refuses. */
function findFailure(error: TRPCError): Failure | null {
  const known = failureOf(error);
  if (known) return known;
  if (error.code === "BAD_REQUEST" && error.cause instanceof z.ZodError) return inputInvalid(error.cause);
  if (error.code === "INTERNAL_SERVER_ERROR" && isDatabaseAway(error)) {
    return { code: "DATABASE_UNAVAILABLE", retryAfterSeconds: RETRY_AFTER_SECONDS };
  }
  return null;
}

/** What a caller sees of an error: codes and facts, never a stack, a query or the words of a library. */
export type ErrorShape = {
  message: string;
  code: (typeof TRPC_ERROR_CODES_BY_KEY)[TRPC_ERROR_CODE_KEY];
  data: { code: TRPC_ERROR_CODE_KEY; httpStatus: number; failure: Failure | null };
};

/** The one place where an error becomes an answer, for tRPC and for the plain routes. */
export function toErrorShape(error: TRPCError): ErrorShape {
  const failure = findFailure(error);
  const shown = failure ? toTrpcError(failure) : error;
  return {
    message: failure?.code ?? shown.code,
    code: TRPC_ERROR_CODES_BY_KEY[shown.code],
    data: { code: shown.code, httpStatus: getHTTPStatusCodeFromError(shown), failure },
  };
}
