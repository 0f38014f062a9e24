import type { Compound, Layout } from "./layout.ts";
import type { LandUse } from "./land-use.ts";
import type { LineKind } from "./mesh.ts";
import { butterfly, comb, letterH, round, stadium, stepped } from "./building-shapes.ts";
import { firstFit, layFronts, layRows } from "./laying.ts";
import type { Rows } from "./laying.ts";
import { aroundOf, plotOf, take } from "./plot.ts";
import type { Plot } from "./plot.ts";
import { areaOf, distance, eachEdge, rectangle } from "./plane.ts";
import type { Ring } from "./plane.ts";
import type { Random } from "./random.ts";

/** A footprint with its height; `homes` counts dwellings, 0 where nobody lives. */
type Building = { footprint: Ring; levels: number; homes: number; kind: BuildingKind };

/** What a building is for. */
type BuildingKind = "residential" | "house" | "commercial" | "industrial" | "school" | "hospital" | "public";

/** What stands on a lane grid: buildings, and the greens, pitches and ponds between them. */
export type Built = { buildings: Building[]; pitches: Ring[]; gardens: Ring[] };

type Style = {
  angle: number;
  turn: number;
  random: Random;
  /** The compound's largest lane grid. */ isMain: boolean;
};

/** Builds every lane grid of a layout; buildings of one compound share direction and age. */
export function buildLanes(layout: Layout, lakes: readonly Ring[], random: Random): Map<number, Built> {
  const built = new Map<number, Built>();
  const around = aroundOf(layout.mesh);
  for (const { compounds } of layout.communities) {
    for (const compound of compounds) {
      const style = { angle: rowAngle(compound), turn: random.next(), random };
      const largest = Math.max(...compound.lanes.map(({ area }) => area));
      for (const lane of compound.lanes) {
        const plot = plotOf(layout.mesh, around, lane);
        if (lane.use === "park") take(plot, lakes);
        built.set(lane.face, buildLane(plot, lane.use, { ...style, isMain: lane.area === largest }));
      }
    }
  }
  return built;
}

/** Rows face south, turned a little towards the compound's own direction. */
function rowAngle({ ring, use }: Compound): number {
  let [sin, cos] = [0, 0];
  eachEdge(ring, (a, b) => {
    const angle = 4 * Math.atan2(b[1] - a[1], b[0] - a[0]);
    sin += distance(a, b) * Math.sin(angle);
    cos += distance(a, b) * Math.cos(angle);
  });
  const own = Math.atan2(sin, cos) / 4;
  const most =
    use === "factory" || use === "old-town" || use === "commercial" || use === "market" ? 0.8 : 0.3;
  return Math.max(-most, Math.min(most, own));
}

function buildLane(plot: Plot, use: LandUse, style: Style): Built {
  const built: Built = { buildings: [], pitches: [], gardens: [] };
  builders[use](plot, built, style);
  return built;
}

type Builder = (plot: Plot, built: Built, style: Style) => void;

const homesOf = (footprint: Ring, levels: number, squareMetres: number): number =>
  Math.max(1, Math.round((areaOf(footprint) * levels) / squareMetres));

function addRows(
  plot: Plot,
  built: Built,
  {
    rows,
    kind,
    levels,
    squareMetres,
    random,
  }: {
    rows: Rows;
    kind: BuildingKind;
    levels: () => number;
    squareMetres: number;
    random: Random;
  },
): void {
  for (const footprint of layRows(plot, rows, random)) {
    const height = levels();
    const homes = squareMetres === Infinity ? 0 : homesOf(footprint, height, squareMetres);
    built.buildings.push({ footprint, levels: height, homes, kind });
  }
}

/** Shops and workshops of one or two storeys along the street. */
function addFronts(
  plot: Plot,
  built: Built,
  { kinds, random }: { kinds: readonly LineKind[]; random: Random },
): void {
  for (const footprint of layFronts(plot, { depth: 8.5, kinds })) {
    built.buildings.push({ footprint, levels: random.pick([1, 2, 2, 3]), homes: 0, kind: "commercial" });
  }
}

const slab: Builder = (plot, built, style) => {
  const { angle, turn, random } = style;
  addFronts(plot, built, { kinds: turn < 0.6 ? ["secondary", "lane"] : ["secondary"], random });
  const rows: Rows = { angle, lengths: [20, 38, 62], depth: 11 + turn, pitch: 22.5 + 5 * turn, gap: 7.5 };
  const levels = (): number => (turn < 0.25 ? 5 : turn < 0.8 ? 6 : 7);
  addRows(plot, built, { rows, kind: "residential", levels, squareMetres: 118, random });
  addSheds(plot, built, style);
};

/** Sheds for bicycles and meters between the blocks. */
function addSheds(plot: Plot, built: Built, { angle, random }: Style): void {
  for (let i = 0; i < 2; i++) {
    const footprint = firstFit(plot, [rectangle([0, 0], [random.between(9, 16), 4.6], 0)], {
      angle,
      random,
      gap: 4,
    });
    if (footprint) built.buildings.push({ footprint, levels: 1, homes: 0, kind: "public" });
  }
}

const midrise: Builder = (plot, built, { angle, turn, random }) => {
  if (turn < 0.8) addFronts(plot, built, { kinds: ["secondary"], random });
  const rows: Rows = {
    angle,
    lengths: [22, 36, 54],
    depth: 13.5,
    pitch: 34 + 6 * turn,
    gap: 11,
    shape: stepped,
  };
  const levels = (): number => (turn < 0.5 ? 9 : 11);
  addRows(plot, built, { rows, kind: "residential", levels, squareMetres: 150, random });
  addGarden(plot, built, { random, size: 9 });
};

const tower: Builder = (plot, built, { angle, turn, random }) => {
  if (turn > 0.4) addFronts(plot, built, { kinds: ["secondary"], random });
  const rows: Rows = {
    angle,
    lengths: [23, 28, 34],
    depth: 20,
    pitch: 40 + 12 * turn,
    gap: 16 + 8 * turn,
    shape: butterfly,
  };
  const levels = (): number => random.whole(17, 20) + (turn > 0.6 ? 9 : 0);
  addRows(plot, built, { rows, kind: "residential", levels, squareMetres: 190, random });
  addGarden(plot, built, { random, size: 13 });
};

const oldTown: Builder = (plot, built, { angle, random }) => {
  const rows: Rows = {
    angle: angle + random.normal() * 0.06,
    lengths: [6.5, 10, 16],
    depth: 8,
    pitch: 12.2,
    gap: 1.8,
    empty: 0.08,
  };
  const levels = (): number => random.pick([1, 2, 2, 2, 3]);
  addRows(plot, built, { rows, kind: "residential", levels, squareMetres: 105, random });
};

const hamlet: Builder = (plot, built, { angle, random }) => {
  const turned = angle + random.normal() * 0.12;
  const rows: Rows = {
    angle: turned,
    lengths: [8, 11, 14],
    depth: 9,
    pitch: 17 + random.between(0, 3),
    gap: 4,
    empty: 0.12,
  };
  addRows(plot, built, {
    rows,
    kind: "house",
    levels: () => random.pick([1, 2, 2, 3]),
    squareMetres: 260,
    random,
  });
};

const factory: Builder = (plot, built, { angle, turn, random }) => {
  const rows: Rows = { angle, lengths: [26, 74, 110], depth: 34 + 10 * turn, pitch: 56 + 10 * turn, gap: 16 };
  addRows(plot, built, {
    rows,
    kind: "industrial",
    levels: () => random.pick([1, 1, 2, 4]),
    squareMetres: Infinity,
    random,
  });
};

const commercial: Builder = (plot, built, { angle, random }) => {
  addFronts(plot, built, { kinds: ["secondary", "arterial", "lane"], random });
  const rows: Rows = { angle, lengths: [22, 46, 74], depth: 27, pitch: 42, gap: 13 };
  const levels = (): number => random.pick([4, 5, 6, 18, 24]);
  addRows(plot, built, { rows, kind: "commercial", levels, squareMetres: Infinity, random });
};

const market: Builder = (plot, built, { angle, random }) => {
  addFronts(plot, built, { kinds: ["secondary", "arterial", "lane"], random });
  const rows: Rows = { angle, lengths: [24, 46, 70], depth: 22, pitch: 32, gap: 9 };
  addRows(plot, built, {
    rows,
    kind: "commercial",
    levels: () => random.pick([1, 2, 3]),
    squareMetres: Infinity,
    random,
  });
};

const school: Builder = (plot, built, { angle, random, isMain }) => {
  const pitches = [stadium(150, 76), stadium(118, 62), stadium(96, 46), stadium(70, 38)];
  const pitch = isMain ? firstFit(plot, pitches, { angle, random }) : null;
  if (pitch) built.pitches.push(pitch);
  const blocks = [comb(66, 48), comb(52, 40), rectangle([0, 0], [44, 13], 0), rectangle([0, 0], [30, 13], 0)];
  for (let i = 0; i < 4; i++) {
    const footprint = firstFit(plot, blocks, { angle, random });
    if (footprint) built.buildings.push({ footprint, levels: random.whole(3, 5), homes: 0, kind: "school" });
  }
};

const hospital: Builder = (plot, built, { angle, random }) => {
  const blocks = [
    letterH(72, 56),
    letterH(54, 44),
    rectangle([0, 0], [46, 18], 0),
    rectangle([0, 0], [26, 16], 0),
  ];
  for (let i = 0; i < 3; i++) {
    const footprint = firstFit(plot, blocks, { angle, random });
    if (footprint)
      built.buildings.push({ footprint, levels: random.whole(5, 14), homes: 0, kind: "hospital" });
  }
  addGarden(plot, built, { random, size: 12 });
};

const park: Builder = (plot, built, { angle, random }) => {
  const blocks = [rectangle([0, 0], [13, 9], 0), rectangle([0, 0], [8, 8], 0)];
  const footprint = random.chance(0.5)
    ? firstFit(plot, blocks, { angle: angle + random.normal(), random })
    : null;
  if (footprint) built.buildings.push({ footprint, levels: 1, homes: 0, kind: "public" });
};

const construction: Builder = (plot, built, { angle, random }) => {
  const rows: Rows = {
    angle,
    lengths: [24, 32, 36],
    depth: 20,
    pitch: 58,
    gap: 30,
    shape: butterfly,
    empty: 0.55,
  };
  addRows(plot, built, {
    rows,
    kind: "residential",
    levels: () => random.whole(3, 12),
    squareMetres: Infinity,
    random,
  });
};

const field: Builder = (plot, built, { angle, random }) => {
  if (!random.chance(0.14)) return;
  const rows: Rows = {
    angle: angle + Math.PI / 2,
    lengths: [24, 46, 60],
    depth: 8,
    pitch: 11.5,
    gap: 8,
    empty: 0.45,
  };
  addRows(plot, built, { rows, kind: "industrial", levels: () => 1, squareMetres: Infinity, random });
};

const builders = {
  slab,
  midrise,
  tower,
  "old-town": oldTown,
  commercial,
  market,
  factory,
  school,
  hospital,
  park,
  bank: () => {},
  construction,
  hamlet,
  field,
} as const satisfies Record<LandUse, Builder>;

/** A round green where there is room between the buildings. */
function addGarden(plot: Plot, built: Built, { random, size }: { random: Random; size: number }): void {
  const shapes = [size * 1.8, size * 1.3, size].map((radius) => round(radius, random));
  for (let i = 0; i < 2; i++) {
    const garden = firstFit(plot, shapes, { angle: random.between(0, 3), random });
    if (garden) built.gardens.push(garden);
  }
}
