import type { AreaGeometry, Bbox } from "@getu/geometry";
import { bboxOfAll, bboxOfBoxes, createFrame, isMeeting } from "../map/frame.ts";
import { changedAreas } from "./compared-plans.ts";
import type { Compared } from "./compared-plans.ts";

/** Changes that lie together and are shown on maps of their own. */
export type ChangePlace = { readonly owners: ReadonlySet<number>; readonly bbox: Bbox };

/** What a map of a place is drawn on. */
export type MapSize = { width: number; height: number; margin: number };

/** Places are shown together when that makes neither of them smaller than this share. */
const LEAST_SHARE = 0.7;

/** More pages of maps nobody leafs through: beyond, places that lie nearest share one. */
const MOST_PLACES = 8;

/** Where something changes, the largest first: what lies far apart is not shrunk into one picture. */
export function changePlaces(
  compared: Pick<Compared, "before" | "after" | "moved">,
  size: MapSize,
): ChangePlace[] {
  let places = groupsOf(compared.moved.map(({ owners }) => owners.filter((owner) => owner > 0))).flatMap(
    (owners) => placeOf(compared, owners) ?? [],
  );
  for (;;) {
    const best = mostAlike(places, size);
    if (!best || (best.share < LEAST_SHARE && places.length <= MOST_PLACES)) break;
    places = [...places.filter((each) => !best.pair.includes(each)), joined(...best.pair)];
  }
  return places.toSorted((one, other) => other.owners.size - one.owners.size || one.bbox[0] - other.bbox[0]);
}

/** Owners that give to each other, directly or by way of others. */
function groupsOf(pairs: readonly (readonly number[])[]): Set<number>[] {
  let groups: Set<number>[] = [];
  for (const pair of pairs) {
    const met = groups.filter((group) => pair.some((owner) => group.has(owner)));
    groups = [
      ...groups.filter((group) => !met.includes(group)),
      new Set([...met.flatMap((each) => [...each]), ...pair]),
    ];
  }
  return groups;
}

function placeOf(
  { before, after }: Pick<Compared, "before" | "after">,
  owners: ReadonlySet<number>,
): ChangePlace | null {
  const areas: AreaGeometry[] = [before, after].flatMap((plan) => [...changedAreas(plan, owners).values()]);
  const bbox = bboxOfAll(areas);
  return bbox && { owners, bbox };
}

const joined = (one: ChangePlace, other: ChangePlace): ChangePlace => ({
  owners: new Set([...one.owners, ...other.owners]),
  bbox: bboxOfBoxes([one.bbox, other.bbox]),
});

type Pair = { pair: [ChangePlace, ChangePlace]; share: number };

/** The two places that lose least when they share a map. */
function mostAlike(places: readonly ChangePlace[], size: MapSize): Pair | null {
  const scaleOf = ({ bbox }: ChangePlace): number => createFrame(bbox, size).metresPerMm;
  const pairs = places.flatMap((one, i) =>
    places.slice(i + 1).map((other): Pair => {
      if (isMeeting(one.bbox, other.bbox)) return { pair: [one, other], share: 1 }; // each would show the other anyway
      const finest = Math.min(scaleOf(one), scaleOf(other));
      return { pair: [one, other], share: finest / scaleOf(joined(one, other)) };
    }),
  );
  return pairs.reduce<Pair | null>((best, each) => (best && best.share >= each.share ? best : each), null);
}
