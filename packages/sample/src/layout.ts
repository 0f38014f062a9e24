import { groupCommunities } from "./communities.ts";
import type { CommunityBlocks } from "./communities.ts";
import { divideFace } from "./divide.ts";
import { isLivedIn, LANE_CUTS } from "./land-use.ts";
import type { LandUse } from "./land-use.ts";
import { faceArea, loopOf, mergeFaces, neighboursOf, ringOf } from "./mesh.ts";
import type { Line, LineKind, Mesh } from "./mesh.ts";
import type { Cell, Plan } from "./plan.ts";
import { areaOf, centroidOf, compactness, distance } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { createSkeleton } from "./skeleton.ts";
import type { Through } from "./skeleton.ts";
import { zone } from "./zoning.ts";

/** The finest grid: one face of the mesh. */
export type Lane = { face: number; use: LandUse; ring: Ring; area: number; centre: Point };

/** A compound (小区, 村民小组, park, campus …) with its lane grids. */
export type Compound = { use: LandUse; ring: Ring; centre: Point; lanes: Lane[] };

/** A community or a village with its compounds. */
export type Community = { kind: "urban" | "village"; compounds: Compound[] };

/** Everything that is cut, before anything is named or built. */
export type Layout = {
  mesh: Mesh;
  plan: Plan;
  communities: Community[];
  through: Through[];
};

/** How much of a town to lay out. */
export type LayoutSize = { communities: number; villages: number; compoundTarget: number; lanes: number };

/** Cuts a cell of the city into communities, compounds and lane grids. */
export function createLayout(seed: string, cell: Cell, size: LayoutSize): Layout {
  const random = createRandom(`${seed}/layout/${cell.column}/${cell.row}`);
  const skeleton = createSkeleton(seed, cell);
  const { mesh, plan, through } = skeleton;
  const groups = groupCommunities(skeleton, { random, ...size });
  const drafts = groups.flatMap((group, community) =>
    draftsOf({ mesh, plan, random, size }, group, community),
  );
  const uses = zone(drafts, { plan, random });
  const hamlets = groups.flatMap((_, community) =>
    hamletsOf(
      mesh,
      drafts.filter((d) => d.community === community),
    ),
  );
  const scale = scaleFor(drafts, uses, size.lanes);
  const compounds = drafts.map((draft, i) => cutLanes({ mesh, random, hamlets, scale }, draft, uses[i]!)); // one use a draft
  const communities = groups.map(({ kind }, community) => ({
    kind,
    compounds: compounds.filter((_, i) => drafts[i]!.community === community), // one compound a draft
  }));
  return { mesh, plan, communities: finished(mesh, communities), through };
}

/** A compound before its use is known. */
export type Draft = {
  community: number;
  village: boolean;
  bank: boolean;
  face: number;
  ring: Ring;
  centre: Point;
  area: number;
};

type Site = { mesh: Mesh; plan: Plan; random: Random; size: LayoutSize };

function draftsOf(site: Site, group: CommunityBlocks, community: number): Draft[] {
  const village = group.kind === "village";
  const draft =
    (bank: boolean) =>
    (face: number): Draft => {
      const ring = ringOf(site.mesh, face);
      return { community, village, bank, face, ring, centre: centroidOf(ring), area: areaOf(ring) };
    };
  const faces = group.blocks.flatMap((block) => cutCompounds(site, block, village));
  return [...faces.map(draft(false)), ...group.banks.map(draft(true))];
}

function cutCompounds({ mesh, plan, random, size }: Site, block: number, village: boolean): number[] {
  const nearness = (at: Point): number => Math.min(1, distance(at, plan.centre) / 1800);
  return divideFace(mesh, block, {
    random,
    targetAt: (at) => size.compoundTarget * (village ? 1.75 : 0.72 + 0.5 * nearness(at)),
    lineFor: (area) => ({ kind: area > 170_000 && !village ? "secondary" : "lane", name: null }),
    unevenness: 0.16,
    bend: village ? 0.06 : 0.016,
    meetMetres: village ? 20 : 48,
  });
}

type LaneSite = { mesh: Mesh; random: Random; hamlets: readonly Point[]; scale: number };

const HAMLET_REACH_METRES = 165;

/** Pieces of a village larger than this are cut along ridges, smaller ones along lanes. */
const FIELD_CUT = 36_000;

function pathKind(use: LandUse): LineKind {
  if (use === "bank") return "border";
  return use === "old-town" || use === "hamlet" ? "lane" : "path";
}

function cutLanes({ mesh, random, hamlets, scale }: LaneSite, draft: Draft, use: LandUse): Compound {
  const path: Line = { kind: pathKind(use), name: null };
  const ridge: Line = { kind: "border", name: null };
  const cut = LANE_CUTS[use];
  const wanted = cut.target * random.between(0.85, 1.18) * (isLivedIn(use) ? scale : 1);
  const isField = (at: Point): boolean =>
    use === "hamlet" && hamlets.every((hamlet) => distance(at, hamlet) > HAMLET_REACH_METRES);
  const targetAt = (at: Point): number => (isField(at) ? LANE_CUTS.field.target : wanted);
  const options = {
    random,
    targetAt,
    lineFor: (area: number) => (use === "hamlet" && area > FIELD_CUT ? ridge : path),
    meetMetres: 14,
    ...cut,
  };
  const faces = withoutSlivers(mesh, divideFace(mesh, draft.face, options));
  return { use, ring: draft.ring, centre: draft.centre, lanes: faces.map((face) => laneOf(mesh, face, use)) };
}

/** How much larger than usual lane grids must be for the wanted number. */
function scaleFor(drafts: readonly Draft[], uses: readonly LandUse[], lanes: number): number {
  const count = (wanted: boolean): number =>
    drafts.reduce((sum, { area }, i) => {
      const use = uses[i]!; // one use a draft
      const target = use === "hamlet" ? 18_000 : LANE_CUTS[use].target;
      return isLivedIn(use) === wanted ? sum + area / target : sum;
    }, 0);
  return count(true) / Math.max(1, lanes - count(false));
}

/** Hamlets stand where the compounds of a village meet, apart from one another. */
function hamletsOf(mesh: Mesh, drafts: readonly Draft[]): Point[] {
  const fields = drafts.filter(({ village, bank }) => village && !bank);
  const uses = new Map<number, number>();
  for (const node of fields.flatMap(({ face }) => loopOf(mesh, face)))
    uses.set(node, (uses.get(node) ?? 0) + 1);
  const meeting = [...uses].filter(([, count]) => count > 2).map(([node]) => mesh.nodes[node]!); // nodes exist
  const wanted = Math.max(1, Math.round(fields.reduce((sum, { area }) => sum + area, 0) / 300_000));
  const chosen: Point[] = [];
  for (const point of meeting) {
    if (chosen.length < wanted && chosen.every((other) => distance(point, other) > 340)) chosen.push(point);
  }
  return chosen.length > 0 || !fields[0] ? chosen : [fields[0].centre];
}

function laneOf(mesh: Mesh, face: number, use: LandUse): Lane {
  const ring = ringOf(mesh, face);
  const area = areaOf(ring);
  return {
    face,
    use: use === "hamlet" && area > 15_500 ? "field" : use,
    ring,
    area,
    centre: centroidOf(ring),
  };
}

const isSliver = (mesh: Mesh, face: number): boolean =>
  faceArea(mesh, face) < 3400 || compactness(ringOf(mesh, face)) < 0.3;

/** Joins slivers to the neighbour in the same compound they share most with. */
function withoutSlivers(mesh: Mesh, faces: number[]): number[] {
  const kept = new Set(faces);
  for (const face of faces) {
    if (!isSliver(mesh, face)) continue;
    const partners = [...neighboursOf(mesh, face)]
      .filter(([other]) => kept.has(other) && other !== face)
      .sort((a, b) => b[1] - a[1]);
    const partner = partners.find(([other]) => mergeFaces(mesh, other, face));
    if (partner) kept.delete(face);
  }
  return [...kept];
}

/** Later cuts put nodes on earlier faces, so outlines are read once all cuts are made. */
function finished(mesh: Mesh, communities: Community[]): Community[] {
  for (const { compounds } of communities) {
    for (const compound of compounds) {
      compound.lanes = compound.lanes.map((lane) => ({ ...lane, ring: ringOf(mesh, lane.face) }));
    }
  }
  return communities;
}
