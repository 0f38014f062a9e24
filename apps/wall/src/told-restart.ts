import { MOST_SECONDS_AGO, RESTART_REASONS } from "@getu/domain";
import type { WallReport } from "@getu/domain";
import { recallRestarts } from "./kept-restarts.ts";

/** The last time that this page began anew by itself, as the server is told of it; null where nothing is kept that can be told. */
export function findToldRestart(nowMs = Date.now()): WallReport["restart"] {
  const { reason: kept, at } = recallRestarts().at(-1) ?? {};
  const reason = RESTART_REASONS.find((known) => known === kept);
  const seconds = Math.round((nowMs - Date.parse(at ?? "")) / 1000);
  if (reason === undefined || Number.isNaN(seconds)) return null;
  return { reason, secondsAgo: Math.min(Math.max(0, seconds), MOST_SECONDS_AGO) };
}
