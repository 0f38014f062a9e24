import pino from "pino";
import type { DestinationStream, LogFn, Logger } from "pino";
import { createRepeatFilter } from "./repeat-filter.ts";

/** What may never reach a log, should an object that holds it be logged. */
const PERSONAL = ["position", "summary", "telephone", "leaderName", "url", "headers", "query", "body"];

/** Standard output is kept for the ready line. */
const standardError = (): DestinationStream => pino.destination({ dest: 2, sync: true });

/** JSON lines; a warning that comes again and again, as in an outage, is held back for a minute and counted. */
export const createLog = (level: string, destination: DestinationStream = standardError()): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PERSONAL.flatMap((name) => [name, `*.${name}`]), remove: true },
      serializers: { err: toLoggedError },
      hooks: { logMethod: holdBackRepeats() },
    },
    destination,
  );

/** Name, code and stack; a database error's `detail` and a validation error's input may hold what residents wrote. */
function toLoggedError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, ...code, message: error.message.slice(0, 500), stack: error.stack };
}

const WARNING = 40;

function holdBackRepeats() {
  const heldBackOf = createRepeatFilter();
  return function (this: Logger, args: Parameters<LogFn>, write: LogFn, level: number): void {
    const heldBack = level < WARNING ? 0 : heldBackOf(whatOf(args));
    if (heldBack === null) return;
    const [facts, ...message] = args;
    const isPlain = heldBack === 0 || typeof facts !== "object";
    write.apply(this, isPlain ? args : [{ ...facts, heldBack }, ...message]);
  };
}

/** What makes two lines the same: their message and the error's own code or words. */
function whatOf([facts, message]: readonly unknown[]): string {
  if (typeof facts !== "object" || facts === null || !("err" in facts)) return String(message ?? facts);
  const { code, message: words } = facts.err as { code?: unknown; message?: unknown };
  return `${String(message)} ${String(code ?? words)}`;
}
