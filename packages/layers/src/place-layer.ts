import type { Place } from "@getu/domain";
import { IconLayer } from "@deck.gl/layers";
import { PLACE_GROUPS } from "./icons.ts";
import { ICON_SCALE } from "./icon-atlas.ts";
import type { MarkStyle } from "./mark-style.ts";

/** A badge with the sign of its kind for every place. */
export function placeLayer(places: readonly Place[], style: MarkStyle & { detailed: boolean }) {
  return new IconLayer<Place>({
    id: "places",
    data: places as Place[],
    ...style.icons,
    getPosition: (place) => place.position,
    getIcon: (place) => `place:${place.kind}`,
    getSize: ICON_SCALE,
    sizeScale: style.unit * (style.detailed ? 15 : 8.5),
    opacity: style.detailed ? 1 : 0.85,
    pickable: true,
  });
}

/** The places worth showing on a whole territory: those somebody runs to. */
export const isSafetyPlace = (place: Place): boolean => PLACE_GROUPS[place.kind] === "safety";
