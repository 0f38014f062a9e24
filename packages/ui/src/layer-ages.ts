import type { Format } from "./format.ts";
import type { LiveState } from "./live/live-state.ts";
import type { LayerKey } from "./panels/layer-switches.ts";

/** When an answer came, by this machine's clock; 0 = none yet. */
type Answer = { dataUpdatedAt: number };

/**
 * Until when each layer is known to be true, in server time: what `/live` keeps up to date is true as of the last
 * word from the server, everything else as of its answer.
 */
export function layerAges(
  answers: Readonly<Record<LayerKey, Answer>>,
  live: LiveState,
): Readonly<Record<LayerKey, Date | null>> {
  const asOf = ({ dataUpdatedAt }: Answer, heardAt: number | null): Date | null =>
    dataUpdatedAt === 0 ? null : new Date(Math.max(dataUpdatedAt, heardAt ?? 0) + live.offsetMs);
  return {
    incidents: asOf(answers.incidents, live.heardAt),
    cameras: asOf(answers.cameras, live.heardAt),
    places: asOf(answers.places, live.heardAt),
    grids: asOf(answers.grids, live.heardAt),
  };
}

/** The times in words for the legend. */
export const layerAgeTexts = (
  ages: Readonly<Record<LayerKey, Date | null>>,
  format: Format,
): Readonly<Record<LayerKey, string | null>> => ({
  incidents: ages.incidents && format.clock(ages.incidents),
  cameras: ages.cameras && format.clock(ages.cameras),
  places: ages.places && format.clock(ages.places),
  grids: ages.grids && format.clock(ages.grids),
});
