import type { Draft } from "./layout.ts";
import type { LandUse } from "./land-use.ts";
import type { Plan } from "./plan.ts";
import { distance, ringDistance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";

/** Gives every compound its use: a centre, an old town, an industrial quarter, parks, schools, and homes by age. */
export function zone(drafts: readonly Draft[], { plan, random }: { plan: Plan; random: Random }): LandUse[] {
  const uses = drafts.map((draft): LandUse | null => (draft.bank ? "bank" : draft.village ? "hamlet" : null));
  const give = (use: LandUse, chosen: readonly number[]): void => {
    for (const i of chosen) uses[i] = use;
  };
  const free = (): number[] => drafts.flatMap((_, i) => (uses[i] === null ? [i] : []));
  const nearest = (to: Point, count: number): number[] =>
    free()
      .sort((a, b) => distance(drafts[a]!.centre, to) - distance(drafts[b]!.centre, to)) // in range
      .slice(0, count);
  const scale = Math.min(1, drafts.length / 150);
  const some = (count: number): number => Math.max(1, Math.round(count * scale));
  give("commercial", nearest(plan.centre, some(4)));
  give("market", nearest(plan.centre, 1));
  give("old-town", nearest(oldTownAt(plan), some(11)));
  give("factory", nearest(farthestFree(drafts, free(), plan.centre), some(7)));
  give("park", parks(drafts, free(), some(4)));
  give("hospital", sized(drafts, free(), { area: 42_000, count: 1, apart: 0 }));
  give("school", sized(drafts, free(), { area: 36_000, count: some(6), apart: 750 }));
  give("construction", sized(drafts, free(), { area: 52_000, count: some(2), apart: 1200 }));
  const ages = free().toSorted((a, b) => youth(drafts[a]!) - youth(drafts[b]!)); // in range
  const [old, newer] = [Math.round(ages.length * 0.46), Math.round(ages.length * 0.76)];
  give("slab", ages.slice(0, old));
  give("midrise", ages.slice(old, newer));
  return uses.map((use) => use ?? "tower");

  /** Homes are newer outside and by the river; each community keeps a character. */
  function youth({ centre, community }: Draft): number {
    const character = ((community * 7919) % 13) / 13;
    const byRiver = plan.river ? Math.exp(-ringDistance(centre, plan.river) / 250) : 0;
    return distance(centre, plan.centre) / 2000 + character * 0.5 + byRiver * 0.3 + random.normal() * 0.13;
  }
}

/** The old town lies between the main crossing and the water. */
function oldTownAt({ centre, river, canal }: Plan): Point {
  const water = river ?? canal;
  if (!water) return [centre[0] - 150, centre[1] + 150];
  const [near] = water.toSorted((a, b) => distance(a, centre) - distance(b, centre)) as [Point];
  return [near[0] - 330, near[1] - 150];
}

function farthestFree(drafts: readonly Draft[], free: readonly number[], from: Point): Point {
  const [far] = free.toSorted(
    (a, b) => distance(drafts[b]!.centre, from) - distance(drafts[a]!.centre, from),
  ); // in range
  return far === undefined ? from : drafts[far]!.centre;
}

/** The largest compounds, far from one another. */
const parks = (drafts: readonly Draft[], free: readonly number[], count: number): number[] =>
  sized(drafts, free, { area: 105_000, count, apart: 1000 });

function sized(
  drafts: readonly Draft[],
  free: readonly number[],
  { area, count, apart }: { area: number; count: number; apart: number },
): number[] {
  const order = free.toSorted((a, b) => Math.abs(drafts[a]!.area - area) - Math.abs(drafts[b]!.area - area)); // in range
  const chosen: number[] = [];
  for (const i of order) {
    if (chosen.length === count) break;
    if (chosen.every((other) => distance(drafts[i]!.centre, drafts[other]!.centre) > apart)) chosen.push(i); // in range
  }
  return chosen;
}
