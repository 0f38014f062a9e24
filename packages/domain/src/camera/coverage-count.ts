import {
  cellAt,
  createBoxFinder,
  createGroundRaster,
  createWalls,
  toUnitPolygons,
  unitBoxOf,
} from "@getu/geometry";
import type { AreaGeometry, GroundRaster, UnitBox, UnitPolygon, UnitRing } from "@getu/geometry";
import type { Camera } from "./camera.ts";
import { certaintyOf, toCameraView, visibleRings } from "./camera-view.ts";
import type { CameraView } from "./camera-view.ts";
import { COVERAGE_CELL_METRES } from "./coverage.ts";
import type { GroundShare } from "./coverage.ts";
import type { GridArea } from "../grid/grid-index.ts";
import type { GridId } from "../grid/grid.ts";

/** Level of the tiles in which blind spots are looked for: about 33 m at the latitude of the Yangtze. */
export const BLIND_TILE_LEVEL = 20;

/** What stands still while cameras come and go. */
export type CoverageSite = { grids: readonly GridArea[]; buildings: readonly AreaGeometry[] };

/** Ground of one grid in a tile, and what of it is seen; square metres. */
export type TileGround = { x: number; y: number; ground: number; seen: number };

/** How much of a grid is seen, and where. */
export type GridGround = GroundShare & { gridId: GridId; tiles: TileGround[] };

/** What a count found: all of it, or what a change made different. */
export type CoveragePart = { grids: GridGround[]; views: CameraView[] };

/** Counts what cameras see of grids, and again what one of them changes. */
export type CoverageCount = {
  all(): CoveragePart;
  /** Puts a camera in the place of the one of its id, or adds it; the answer has every grid that either sees. */
  replace(camera: Camera): CoveragePart;
};

type Shape = { polygons: readonly UnitPolygon[]; box: UnitBox };

const toShape = (area: AreaGeometry): Shape => {
  const polygons = toUnitPolygons(area);
  return { polygons, box: unitBoxOf(polygons.flat()) };
};

const MARKS = { grid: 1, building: 2, seen: 4, verified: 8 } as const;

type Look = { rings: readonly UnitRing[]; mark: number; view: CameraView; grids: readonly number[] };

/** Columns of a raster whose middles lie in one tile. */
type Strip = { x: number; begin: number; end: number };

function stripsOf({ columns, longitudeOf, latitudeOf }: GroundRaster): Strip[] {
  const strips: Strip[] = [];
  for (let column = 0; column < columns; column++) {
    const { x } = tileAt(longitudeOf(column), latitudeOf(0));
    const last = strips.at(-1);
    if (last?.x === x) last.end = column + 1;
    else strips.push({ x, begin: column, end: column + 1 });
  }
  return strips;
}

/** The ground of a raster tile by tile, and in all. */
function tally(raster: GroundRaster): Omit<GridGround, "gridId"> {
  const { rows, cellSquareMetres, longitudeOf, latitudeOf } = raster;
  const strips = stripsOf(raster);
  const ys = Array.from({ length: rows }, (_, row) => tileAt(longitudeOf(0), latitudeOf(row)).y);
  const lines = new Map(ys.map((y): [number, TileGround[]] => [y, []]));
  let verified = 0;
  raster.eachRun(({ row, from, to, marks }) => {
    if ((marks & (MARKS.grid | MARKS.building)) !== MARKS.grid) return;
    const y = ys[row]!; // one for each row
    const line = lines.get(y)!; // as above
    for (const [i, { x, begin, end }] of strips.entries()) {
      if (end <= from) continue;
      if (begin >= to) break;
      const squareMetres = (Math.min(end, to) - Math.max(begin, from)) * cellSquareMetres;
      const tile = (line[i] ??= { x, y, ground: 0, seen: 0 });
      tile.ground += squareMetres;
      if (marks & MARKS.seen) tile.seen += squareMetres;
      if (marks & MARKS.verified) verified += squareMetres;
    }
  });
  const tiles = [...lines.values()].flat(); // a strip without ground is a hole of its line
  return {
    groundSquareMetres: tiles.reduce((sum, { ground }) => sum + ground, 0),
    seenSquareMetres: tiles.reduce((sum, { seen }) => sum + seen, 0),
    verifiedSquareMetres: verified,
    tiles,
  };
}

const tileAt = (lng: number, lat: number) => cellAt([lng, lat], BLIND_TILE_LEVEL);

/** Each grid is counted by itself from the looks that reach it, so that a change costs only the grids it reaches. */
export function createCoverageCount(site: CoverageSite, cameras: readonly Camera[]): CoverageCount {
  const walls = createWalls(site.buildings);
  const [grids, buildings] = [site.grids.map(({ area }) => toShape(area)), site.buildings.map(toShape)];
  const gridsNear = createBoxFinder(grids.map(({ box }) => box));
  const buildingsNear = createBoxFinder(buildings.map(({ box }) => box));
  const looks = new Map<Camera["id"], Look>();
  const lookers = grids.map(() => new Set<Camera["id"]>());

  function put(camera: Camera): Look {
    const rings = visibleRings(camera, walls);
    const mark = certaintyOf(camera) === "verified" ? MARKS.seen | MARKS.verified : MARKS.seen;
    const near = new Set(rings.flatMap((ring) => gridsNear(unitBoxOf([ring]))));
    const look = { rings, mark, view: toCameraView(camera, rings), grids: [...near] };
    for (const grid of looks.get(camera.id)?.grids ?? []) lookers[grid]!.delete(camera.id); // found in `grids`
    for (const grid of look.grids) lookers[grid]!.add(camera.id); // as above
    looks.set(camera.id, look);
    return look;
  }

  function count(grid: number): GridGround {
    const { polygons, box } = grids[grid]!; // callers pass indexes of `grids`
    const raster = createGroundRaster(box, COVERAGE_CELL_METRES);
    for (const polygon of polygons) raster.paint(polygon, MARKS.grid);
    for (const near of buildingsNear(box))
      for (const polygon of buildings[near]!.polygons) raster.paint(polygon, MARKS.building); // found in `buildings`
    for (const id of lookers[grid]!) {
      const { rings, mark } = looks.get(id)!; // lookers are kept with their looks
      for (const ring of rings) raster.paint([ring], mark);
    }
    return { gridId: site.grids[grid]!.id, ...tally(raster) }; // as long as `grids`
  }

  for (const camera of cameras) put(camera);
  return {
    all: () => ({ grids: [...grids.keys()].map(count), views: [...looks.values()].map(({ view }) => view) }),
    replace(camera) {
      const before = looks.get(camera.id)?.grids ?? [];
      const { view, grids: after } = put(camera);
      return { grids: [...new Set([...before, ...after])].map(count), views: [view] };
    },
  };
}
