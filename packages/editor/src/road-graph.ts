import type { UnitPlace } from "@getu/geometry/partition";
import type { NamedLine } from "./line-index.ts";

/** Finds ways along roads. */
export type RoadGraph = {
  /** Bends of the shortest way between two places near roads, the ends left out; null = there is no way. */
  between: (from: UnitPlace, to: UnitPlace) => readonly UnitPlace[] | null;
};

/** How far off the roads an end may lie, in units (about 60 m). */
const REACH = 6000;

type Node = { readonly place: UnitPlace; readonly links: { readonly to: number; readonly length: number }[] };

/** A graph of roads that meet where they share a bend; ways are searched by Dijkstra (R10). */
export function createRoadGraph(roads: readonly NamedLine[]): RoadGraph {
  const nodes = linkRoads(roads);
  return {
    between(from, to) {
      const [start, end] = [nearestTo(nodes, from), nearestTo(nodes, to)];
      if (start === null || end === null || start === end) return null;
      return searchWay(nodes, start, end);
    },
  };
}

function linkRoads(roads: readonly NamedLine[]): Node[] {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const numberOf = (place: UnitPlace): number => {
    const key = place.join(" ");
    const number = known.get(key) ?? nodes.push({ place, links: [] }) - 1;
    known.set(key, number);
    return number;
  };
  for (const { path } of roads) {
    const numbers = path.map(numberOf);
    for (const [i, to] of numbers.entries()) {
      if (i === 0 || numbers[i - 1] === to) continue;
      const from = numbers[i - 1]!; // i > 0
      const length = lengthBetween(nodes[from]!.place, nodes[to]!.place); // both were numbered above
      nodes[from]!.links.push({ to, length }); // as above
      nodes[to]!.links.push({ to: from, length }); // as above
    }
  }
  return nodes;
}

/** Units north count as they are and units east shortened, so that the shortest way is the shortest on the ground. */
function lengthBetween([ax, ay]: UnitPlace, [bx, by]: UnitPlace): number {
  const scale = Math.cos((ay / 1e7 / 180) * Math.PI);
  return Math.hypot((ax - bx) * scale, ay - by);
}

function nearestTo(nodes: readonly Node[], place: UnitPlace): number | null {
  let [best, least]: [number | null, number] = [null, REACH];
  for (const [number, node] of nodes.entries()) {
    const distance = lengthBetween(node.place, place);
    if (distance < least) [best, least] = [number, distance];
  }
  return best;
}

/** Dijkstra with a list as queue: a street has some thousand bends, and a way is asked for once a click. */
function searchWay(nodes: readonly Node[], start: number, end: number): UnitPlace[] | null {
  const [reached, before] = [new Map([[start, 0]]), new Map<number, number>()];
  const open = new Set([start]);
  const settled = new Set<number>();
  while (open.size > 0) {
    let [here, least] = [start, Infinity];
    for (const number of open) {
      const length = reached.get(number)!; // what is open has been reached
      if (length < least) [here, least] = [number, length];
    }
    if (here === end) return walkBack(nodes, before, end);
    open.delete(here);
    settled.add(here);
    for (const { to, length } of nodes[here]!.links) {
      if (settled.has(to) || least + length >= (reached.get(to) ?? Infinity)) continue; // nodes number the links
      reached.set(to, least + length);
      before.set(to, here);
      open.add(to);
    }
  }
  return null;
}

function walkBack(nodes: readonly Node[], before: ReadonlyMap<number, number>, end: number): UnitPlace[] {
  const way: UnitPlace[] = [];
  for (let number: number | undefined = end; number !== undefined; number = before.get(number))
    way.push(nodes[number]!.place); // as above
  return way.reverse();
}
