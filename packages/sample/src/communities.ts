import { divideFace } from "./divide.ts";
import { faceArea, faceAcross, lineBetween, loopOf, neighboursOf, ringOf } from "./mesh.ts";
import type { Mesh } from "./mesh.ts";
import type { Skeleton } from "./skeleton.ts";
import { centroidOf, distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";

/** A community (社区 or 村) as a group of large blocks that hang together. */
export type CommunityBlocks = { kind: "urban" | "village"; blocks: number[]; banks: number[] };

/** Groups the large blocks into the wanted number of communities along rivers and through roads. */
export function groupCommunities(
  { mesh, banks, plan }: Skeleton,
  { random, communities, villages }: { random: Random; communities: number; villages: number },
): CommunityBlocks[] {
  const groups = [...mesh.loops.keys()].filter((face) => !banks.has(face)).map((face) => [face]);
  splitLarge(mesh, groups, { random, communities });
  mergeSmall(mesh, groups, communities);
  const rural = new Set(farthest(mesh, groups, { from: plan.centre, count: villages }));
  const result = groups.map((blocks): CommunityBlocks => ({
    kind: rural.has(blocks) ? "village" : "urban",
    blocks,
    banks: [],
  }));
  for (const bank of banks) ownerOfBank(mesh, bank, result).banks.push(bank);
  return result;
}

type Groups = number[][];
const areaOfGroup = (mesh: Mesh, group: readonly number[]): number =>
  group.reduce((sum, face) => sum + faceArea(mesh, face), 0);

function splitLarge(
  mesh: Mesh,
  groups: Groups,
  { random, communities }: { random: Random; communities: number },
): void {
  const mean = areaOfGroup(mesh, groups.flat()) / communities;
  for (let round = 0; round < communities; round++) {
    const largest = groups.toSorted((a, b) => areaOfGroup(mesh, b) - areaOfGroup(mesh, a))[0]!; // never empty
    if (areaOfGroup(mesh, largest) < 1.5 * mean && groups.length >= communities) return;
    groups.splice(groups.indexOf(largest), 1, ...halves(mesh, largest[0]!, random).map((face) => [face])); // one block each
  }
}

function halves(mesh: Mesh, face: number, random: Random): number[] {
  const half = faceArea(mesh, face) / 2;
  const line = { kind: "secondary", name: null } as const;
  return divideFace(mesh, face, {
    random,
    targetAt: () => half,
    lineFor: () => line,
    unevenness: 0.1,
    bend: 0.02,
    meetMetres: 60,
  });
}

function mergeSmall(mesh: Mesh, groups: Groups, communities: number): void {
  while (groups.length > communities) {
    const [smallest] = groups.toSorted((a, b) => areaOfGroup(mesh, a) - areaOfGroup(mesh, b)) as [number[]];
    const partner = bestPartner(mesh, smallest, groups);
    if (!partner) return;
    partner.push(...smallest);
    groups.splice(groups.indexOf(smallest), 1);
  }
}

function bestPartner(mesh: Mesh, group: readonly number[], groups: Groups): number[] | null {
  const shared = new Map<number, number>();
  for (const face of group) {
    for (const [other, metres] of neighboursOf(mesh, face))
      shared.set(other, (shared.get(other) ?? 0) + metres);
  }
  const touching = groups
    .filter((other) => other !== group)
    .map((other) => ({ other, metres: other.reduce((sum, face) => sum + (shared.get(face) ?? 0), 0) }))
    .filter(({ metres }) => metres > 150);
  const cost = (other: readonly number[]): number => areaOfGroup(mesh, other);
  return (
    touching.sort((a, b) => cost(a.other) - a.metres * 300 - (cost(b.other) - b.metres * 300))[0]?.other ??
    null
  );
}

const centreOf = (mesh: Mesh, group: readonly number[]): Point => {
  const parts = group.map((face) => ({ area: faceArea(mesh, face), at: centroidOf(ringOf(mesh, face)) }));
  const total = parts.reduce((sum, { area }) => sum + area, 0);
  const mean = (axis: 0 | 1): number => parts.reduce((sum, { area, at }) => sum + area * at[axis], 0) / total;
  return [mean(0), mean(1)];
};

/** The groups farthest from the town's centre, spread out over the fringe. */
function farthest(mesh: Mesh, groups: Groups, { from, count }: { from: Point; count: number }): Groups {
  const fringe = groups.filter((group) => group.some((face) => touchesOutline(mesh, face)));
  const chosen: Groups = [];
  while (chosen.length < Math.min(count, fringe.length)) {
    const merit = (group: readonly number[]): number => {
      const centre = centreOf(mesh, group);
      const apart = Math.min(1500, ...chosen.map((other) => distance(centre, centreOf(mesh, other))));
      return distance(centre, from) + 0.7 * apart;
    };
    const rest = fringe.filter((group) => !chosen.includes(group));
    chosen.push(rest.sort((a, b) => merit(b) - merit(a))[0]!); // rest is not empty: chosen is shorter
  }
  return chosen;
}

const touchesOutline = (mesh: Mesh, face: number): boolean => {
  const loop = loopOf(mesh, face);
  return loop.some((a, i) => faceAcross(mesh, a, loop[(i + 1) % loop.length]!) === null); // in range
};

function ownerOfBank(mesh: Mesh, bank: number, communities: readonly CommunityBlocks[]): CommunityBlocks {
  const loop = loopOf(mesh, bank);
  const shared = new Map<CommunityBlocks, number>();
  loop.forEach((a, i) => {
    const b = loop[(i + 1) % loop.length]!; // in range
    if (lineBetween(mesh, a, b).kind === "river") return;
    const other = faceAcross(mesh, a, b);
    const owner = communities.find(({ blocks }) => other !== null && blocks.includes(other));
    if (owner) shared.set(owner, (shared.get(owner) ?? 0) + distance(mesh.nodes[a]!, mesh.nodes[b]!)); // nodes exist
  });
  const [best] = [...shared].sort((a, b) => b[1] - a[1]);
  if (!best) throw new Error(`communities: river bank ${bank} touches no block`);
  return best[0];
}
