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

/** The ground of a raster tile by tile, and in all. */
function tally(raster: GroundRaster): Omit<GridGround, "gridId"> {
  const { columns, rows, marks, cellSquareMetres } = raster;
  const xs = Array.from({ length: columns }, (_, i) => tileAt(raster.longitudeOf(i), raster.latitudeOf(0)).x);
  const tiles = new Map<number, TileGround>();
  let verified = 0;
  for (let row = 0; row < rows; row++) {
    const { y } = tileAt(raster.longitudeOf(0), raster.latitudeOf(row));
    let tile: TileGround | null = null;
    for (let column = 0; column < columns; column++) {
      const mark = marks[row * columns + column]!; // inside the raster
      if ((mark & (MARKS.grid | MARKS.building)) !== MARKS.grid) continue;
      const x = xs[column]!; // one for each column
      if (tile?.x !== x) tile = tileOf(tiles, x, y);
      tile.ground += cellSquareMetres;
      if (mark & MARKS.seen) tile.seen += cellSquareMetres;
      if (mark & MARKS.verified) verified += cellSquareMetres;
    }
  }
  const found = [...tiles.values()];
  return {
    groundSquareMetres: found.reduce((sum, { ground }) => sum + ground, 0),
    seenSquareMetres: found.reduce((sum, { seen }) => sum + seen, 0),
    verifiedSquareMetres: verified,
    tiles: found,
  };
}

const tileAt = (lng: number, lat: number) => cellAt([lng, lat], BLIND_TILE_LEVEL);

function tileOf(tiles: Map<number, TileGround>, x: number, y: number): TileGround {
  const key = y * 2 ** BLIND_TILE_LEVEL + x;
  const tile = tiles.get(key) ?? { x, y, ground: 0, seen: 0 };
  tiles.set(key, tile);
  return tile;
}

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
