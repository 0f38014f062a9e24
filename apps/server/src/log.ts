import pino from "pino";
import type { Logger } from "pino";

/** What may never reach a log, should an object that holds it be logged. */
const PERSONAL = ["position", "summary", "telephone", "leaderName", "url", "headers", "query", "body"];

/** JSON lines on standard error; standard output is kept for the ready line. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PERSONAL.flatMap((name) => [name, `*.${name}`]), remove: true },
      serializers: { err: toLoggedError },
    },
    pino.destination({ dest: 2, sync: true }),
  );

/** Name, code and stack; a database error's `detail` and a validation error's input may hold what residents wrote. */
function toLoggedError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, ...code, message: error.message.slice(0, 500), stack: error.stack };
}
