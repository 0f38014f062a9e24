import type { RestartReason } from "@getu/domain";

const KEPT_AS = "getu.restarts";

/** Enough for what has happened since somebody last looked. */
const KEPT = 20;

/** A page that began anew by itself. */
export type Restart = { reason: RestartReason; at: string };

/** Notes that the page begins anew, for whoever asks later why. */
export function noteRestart(restart: Restart): void {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify([...recallRestarts(), restart].slice(-KEPT)));
  } catch {
    // full or forbidden: the page begins anew all the same
  }
}

/** The latest of what was noted, the last one last; none where nothing can be read. */
export function recallRestarts(): readonly Restart[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRestart) : [];
  } catch {
    return [];
  }
}

const isRestart = (kept: Partial<Restart> | null): kept is Restart =>
  typeof kept?.reason === "string" && typeof kept.at === "string";
