import type { Place } from "@getu/domain";
import { PLACE_GROUPS } from "./icons.ts";
import type { PlaceGroup } from "./icons.ts";

/** Places in the order in which they are drawn, and those of them whose badges would lie on a weightier one's. */
export type SpacedPlaces = { drawn: readonly Place[]; crowded: ReadonlySet<Place> };

/** Whom one runs to comes first. */
const ORDER = { safety: 0, service: 1, outdoor: 2 } as const satisfies Record<PlaceGroup, number>;

const orderOf = ({ kind }: Place): number => ORDER[PLACE_GROUPS[kind]];

/** Where a place lies on the map of the whole world, which is one wide and one high. */
function onWorld({ position: [lng, lat] }: Place): [x: number, y: number] {
  return [(lng + 180) / 360, (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2];
}

/** Finds which badges of a size are clear of every weightier one at a zoom; of equal ones the older place's stays. */
export function spacePlaces(
  places: readonly Place[],
  { zoom, badgePixels }: { zoom: number; badgePixels: number },
): SpacedPlaces {
  const side = badgePixels / (512 * 2 ** zoom);
  /** By squares as large as a badge: no two that are clear of each other lie in one. */
  const clear = new Map<string, readonly [number, number]>();
  const crowded = new Set<Place>();
  for (const place of places.toSorted((a, b) => orderOf(a) - orderOf(b) || a.id - b.id)) {
    const [x, y] = onWorld(place);
    const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
    const isClear = squaresAround(column, row).every((square) => {
      const other = clear.get(square);
      return !other || Math.abs(other[0] - x) >= side || Math.abs(other[1] - y) >= side;
    });
    if (isClear) clear.set(`${column},${row}`, [x, y]);
    else crowded.add(place);
  }
  return { drawn: [...crowded, ...places.filter((place) => !crowded.has(place))], crowded };
}

const squaresAround = (column: number, row: number): string[] =>
  [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => `${column + right},${row + down}`));
