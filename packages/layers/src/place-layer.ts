import type { Place } from "@getu/domain";
import { IconLayer } from "@deck.gl/layers";
import { PLACE_GROUPS } from "./icons.ts";
import { ICON_SCALE } from "./icon-atlas.ts";
import type { MarkStyle } from "./mark-style.ts";
import type { SpacedPlaces } from "./space-places.ts";

type PlaceStyle = MarkStyle & { detailed: boolean };

/** How large a place's badge is on the screen. */
export const badgePixels = ({ unit, detailed }: Pick<PlaceStyle, "unit" | "detailed">): number =>
  unit * (detailed ? 15 : 8.5);

/** Of a badge that would lie on another one: its colour remains. */
const CROWDED = 0.42;

/** How wide the badge of a place is among others. */
export const placePixels = (place: Place, { crowded }: SpacedPlaces, badge: number): number =>
  badge * (crowded.has(place) ? CROWDED : 1);

/** A badge with the sign of its kind for every place; where they are crowded the weightiest, with the others small beside it. */
export function placeLayer(spaced: SpacedPlaces, style: PlaceStyle) {
  return new IconLayer<Place>({
    id: "places",
    data: spaced.drawn as Place[],
    ...style.icons,
    getPosition: (place) => place.position,
    getIcon: (place) => `place:${place.kind}`,
    getSize: (place) => ICON_SCALE * placePixels(place, spaced, 1),
    sizeScale: badgePixels(style),
    opacity: style.detailed ? 1 : 0.85,
    pickable: true,
  });
}

/** The places worth showing on a whole territory: those somebody runs to. */
export const isSafetyPlace = (place: Place): boolean => PLACE_GROUPS[place.kind] === "safety";
