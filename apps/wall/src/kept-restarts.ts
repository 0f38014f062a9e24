import type { RestartReason } from "@getu/domain";
import { keep, recall } from "./kept.ts";

const KEPT_AS = "getu.restarts";

/** Enough for what has happened since somebody last looked. */
const KEPT = 20;

/** A page that began anew by itself. */
export type Restart = { reason: RestartReason; at: string };

/** Notes that the page begins anew, for whoever asks later why. */
export function noteRestart(restart: Restart): void {
  keep(KEPT_AS, [...recallRestarts(), restart].slice(-KEPT));
}

/** The latest of what was noted, the last one last; none where nothing can be read. */
export function recallRestarts(): readonly Restart[] {
  const kept = recall(KEPT_AS);
  return Array.isArray(kept) ? kept.filter(isRestart) : [];
}

const isRestart = (kept: Partial<Restart> | null): kept is Restart =>
  typeof kept?.reason === "string" && typeof kept.at === "string";
