import { claimFaces } from "./claim-faces.ts";
import { OUTSIDE, UNASSIGNED } from "./edge.ts";
import { longestNeighbour } from "./face-borders.ts";
import type { Borders } from "./face-borders.ts";
import { ringsOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import type { Origin } from "./frame.ts";
import type { GapFound, OverlapFound } from "./import-report.ts";
import { interiorPointOf, ringsHold } from "./interior-point.ts";
import type { OwnedArea } from "./load-partition.ts";
import type { OwnedPolygon } from "./problem.ts";
import { readAreas } from "./read-areas.ts";
import { perimeterMetres, scaleAt, squareMetresOf } from "./ring-length.ts";

/** What happens to gaps. */
export type GapOptions = {
  /** Gaps narrower than this (2 · area / perimeter) go to the neighbour with the longest border; default 1 m. */
  readonly gapMetres?: number;
  /** Rivers, lakes: gaps inside them are no mistake and stay outside. */
  readonly allowedGaps?: readonly OwnedArea[];
};

/** Faces of dirty input with what lies around them. */
export type Claimed = {
  readonly faces: readonly Face[];
  readonly borders: readonly Borders[];
  readonly polygons: readonly OwnedPolygon[];
  readonly origin: Origin;
};

/** An owner for each face (0 = outside, -1 = unassigned), and what had to be decided. */
export type Given = { owners: number[]; overlaps: OverlapFound[]; gaps: GapFound[] };

/** Who gets each face (R3.6, R3.7): one claim settles it, two go by the longest border, none is a gap. */
export function giveFaces(claimed: Claimed, options: GapOptions): Given {
  const claims = claimFaces(claimed.faces, claimed.polygons);
  const owners = claims.map((claimants) => (claimants.length === 1 ? claimants[0]! : UNASSIGNED)); // of length 1
  const overlaps = giveOverlaps(claimed, claims, owners);
  return { owners, overlaps, gaps: giveGaps(claimed, { claims, owners }, options) };
}

function giveOverlaps(
  { faces, borders }: Claimed,
  claims: readonly number[][],
  owners: number[],
): OverlapFound[] {
  const contested = claims
    .flatMap((claimants, i) => (claimants.length > 1 ? [i] : []))
    .sort((i, j) => faces[j]!.twiceArea - faces[i]!.twiceArea); // i and j number the faces
  giveToHomeless(contested, claims, owners);
  const open = contested.filter((i) => owners[i] === UNASSIGNED);
  untilStable(
    open,
    owners,
    (i) =>
      longestNeighbour(
        borders[i] ?? [],
        (face) => owners[face] ?? UNASSIGNED,
        (owner) => claims[i]!.includes(owner),
      ), // i numbers the claims
  );
  return contested.map((i) => {
    const { twiceArea, shell } = faces[i]!; // i numbers the faces
    const claimants = claims[i]!;
    if (owners[i] === UNASSIGNED) owners[i] = claimants[0]!; // contested on all sides: more than one claimant
    return { owners: claimants, givenTo: owners[i]!, twiceArea, at: shell.nodes[0] ?? 0 };
  });
}

/** Who holds no face alone gets the largest contested one: a village inside a town whose hole was forgotten is not lost. */
function giveToHomeless(contested: readonly number[], claims: readonly number[][], owners: number[]): void {
  const housed = new Set(owners);
  for (const i of contested) {
    const homeless = claims[i]!.find((owner) => !housed.has(owner)); // i numbers the claims
    if (homeless === undefined) continue;
    owners[i] = homeless;
    housed.add(homeless);
  }
}

function giveGaps(
  { faces, borders, origin }: Claimed,
  { claims, owners }: { claims: readonly number[][]; owners: number[] },
  { gapMetres = 1, allowedGaps = [] }: GapOptions,
): GapFound[] {
  const allowed = readAreas(allowedGaps, origin).polygons;
  const open: number[] = [];
  for (const [i, face] of faces.entries()) {
    if (claims[i]!.length > 0) continue; // one list per face
    const place = interiorPointOf(ringsOf(face));
    if (allowed.some(({ rings }) => ringsHold(rings, place))) owners[i] = OUTSIDE;
    else open.push(i);
  }
  const isNarrow = (i: number): boolean => widthMetresOf(faces[i]!, origin) <= gapMetres; // i numbers the faces
  untilStable(open.filter(isNarrow), owners, (i) =>
    longestNeighbour(
      borders[i] ?? [],
      (face) => owners[face] ?? UNASSIGNED,
      () => true,
    ),
  );
  return open.map((i) => {
    const { twiceArea, shell } = faces[i]!; // i numbers the faces
    const across = (borders[i] ?? []).map(({ face }) => owners[face] ?? OUTSIDE);
    const neighbours = [...new Set(across)].filter((owner) => owner > 0).sort((a, b) => a - b);
    const givenTo = owners[i]! > 0 ? owners[i]! : null; // one owner per face
    return {
      neighbours,
      givenTo,
      twiceArea,
      widthMetres: widthMetresOf(faces[i]!, origin),
      at: shell.nodes[0] ?? 0,
    };
  });
}

/** Gives faces to whom `choose` names until nobody can be named any more; one given face can settle the next. */
function untilStable(
  waiting: readonly number[],
  owners: number[],
  choose: (i: number) => number | null,
): void {
  for (let open = waiting; open.length > 0;) {
    const chosen = open.map((i) => ({ i, owner: choose(i) }));
    for (const { i, owner } of chosen) if (owner !== null) owners[i] = owner;
    const left = chosen.flatMap(({ i, owner }) => (owner === null ? [i] : []));
    if (left.length === open.length) return;
    open = left;
  }
}

function widthMetresOf(face: Face, origin: Origin): number {
  const rings = ringsOf(face);
  const scale = scaleAt(rings, origin);
  return (2 * squareMetresOf(face.twiceArea, scale)) / perimeterMetres(rings, scale);
}
