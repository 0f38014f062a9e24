import { existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { logFileOf } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";

const MAX_LOG_BYTES = 10_000_000;

/** Opens the server's log for appending; one that has grown large is put aside. */
export function openLog(opened: PostgresHome): number {
  const file = logFileOf(opened);
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, "a", 0o600);
}

/** Where the log ends now. */
export const endOfLog = (opened: PostgresHome): number =>
  existsSync(logFileOf(opened)) ? statSync(logFileOf(opened)).size : 0;

/** Said to whoever connects too early or too late, maybe by the server of another start: no reason to end. */
const TURNED_AWAY = /FATAL: +the database system is/;

/** What the server's log says since `from` about why it did not start. */
export function whyItFailed(opened: PostgresHome, from: number): string {
  const text = readFileSync(logFileOf(opened)).subarray(from).toString("utf8");
  const reasons = text
    .split("\n")
    .filter((line) => /FATAL|PANIC|error while loading/.test(line) && !TURNED_AWAY.test(line));
  return reasons.at(-1)?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? lastLine(text);
}

/** The last line of a text that says something. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";
