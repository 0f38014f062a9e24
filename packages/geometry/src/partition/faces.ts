import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { holdsMidpoint } from "./ring-holds.ts";
import type { Cycle } from "./trace-cycles.ts";

/** One connected area: a shell and the holes in it. */
export type Face = {
  readonly label: number;
  readonly shell: Cycle;
  readonly holes: readonly Cycle[];
  readonly twiceArea: number;
};

/** Cycles put together; `unbounded` are rims of holes that lie in no shell of their label, as those of the outside do. */
export type Faces = { readonly faces: readonly Face[]; readonly unbounded: readonly Cycle[] };

type Box = { west: number; south: number; east: number; north: number };

function boxOf(nodes: readonly NodeKey[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const node of nodes) {
    const [x, y] = [xOf(node), yOf(node)];
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.west >= outer.west &&
  inner.east <= outer.east &&
  inner.south >= outer.south &&
  inner.north <= outer.north;

/** A shell on the other side of the hole's rim lies in the hole: a closed line within one owner's area has both. */
const isAround = (shell: Cycle, hole: Cycle): boolean =>
  !shell.halfEdges.includes((hole.halfEdges[0] ?? 0) ^ 1) && holdsMidpoint(shell.nodes, hole.nodes);

/** A hole belongs to the smallest shell of its label around it (R5); a walk without area is no face and is left out. */
export function facesOf(cycles: readonly Cycle[]): Faces {
  const shells = cycles
    .filter(({ twiceArea }) => twiceArea > 0)
    .map((shell) => ({ shell, box: boxOf(shell.nodes), holes: new Array<Cycle>() }))
    .sort((one, other) => one.shell.twiceArea - other.shell.twiceArea);
  const unbounded: Cycle[] = [];
  for (const hole of cycles) {
    if (hole.twiceArea >= 0) continue;
    const box = boxOf(hole.nodes);
    const around = shells.find(
      ({ shell, box: outer }) => shell.label === hole.label && isWithin(box, outer) && isAround(shell, hole),
    );
    (around?.holes ?? unbounded).push(hole);
  }
  const faces = shells.map(({ shell, holes }) => ({
    label: shell.label,
    shell,
    holes,
    twiceArea: holes.reduce((sum, hole) => sum + hole.twiceArea, shell.twiceArea),
  }));
  return { faces, unbounded };
}

/** The rings of a face: the shell, then holes. */
export const ringsOf = (face: Face): (readonly NodeKey[])[] => [
  face.shell.nodes,
  ...face.holes.map(({ nodes }) => nodes),
];
