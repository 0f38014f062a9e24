import type { Format } from "./format.ts";
import { SILENCE_MS } from "./live/live-state.ts";
import type { LiveState } from "./live/live-state.ts";
import type { LayerKey } from "./panels/layer-switches.ts";

/** When an answer came, by this machine's clock, 0 = none yet; and how often it has been asked for in vain since. */
type Answer = { dataUpdatedAt: number; failureCount: number };

/**
 * Until when each layer is known to be true, in server time: what `/live` keeps up to date is true as of the last
 * word from the server, or as of when its changes began to be held up; everything else, and what is asked for in vain, as
 * of its answer.
 */
export function layerAges(
  answers: Readonly<Record<LayerKey, Answer>>,
  live: LiveState,
): Readonly<Record<LayerKey, Date | null>> {
  const asOf = ({ dataUpdatedAt, failureCount }: Answer): Date | null => {
    if (dataUpdatedAt === 0) return null;
    const heardAt = failureCount > 0 ? 0 : (live.heardAt ?? 0);
    const toldAt = Math.min(heardAt + live.offsetMs, live.heldSince ?? Infinity);
    return new Date(Math.max(cameAt(dataUpdatedAt, live) + live.offsetMs, toldAt));
  };
  return {
    incidents: asOf(answers.incidents),
    cameras: asOf(answers.cameras),
    places: asOf(answers.places),
    grids: asOf(answers.grids),
  };
}

/** When an answer came; long after the last word of a server that is heard, the clock has been set back since. */
const cameAt = (dataUpdatedAt: number, { status, heardAt }: LiveState): number =>
  status === "live" && heardAt !== null && dataUpdatedAt > heardAt + SILENCE_MS ? heardAt : dataUpdatedAt;

/** The times in words for the legend; with the day where that is not the day of `now`. */
export function layerAgeTexts(
  ages: Readonly<Record<LayerKey, Date | null>>,
  { format, now }: { format: Format; now: Date },
): Readonly<Record<LayerKey, string | null>> {
  const write = (age: Date | null): string | null => age && format.instant(age, now);
  return {
    incidents: write(ages.incidents),
    cameras: write(ages.cameras),
    places: write(ages.places),
    grids: write(ages.grids),
  };
}
