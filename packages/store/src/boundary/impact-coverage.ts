import { createCoverageCount, DEFAULT_RANGE_METRES, seenShareOf } from "@getu/domain";
import type { Camera } from "@getu/domain";
import { bboxAround, bboxOf, createBoxFinder } from "@getu/geometry";
import type { AreaGeometry, Bbox } from "@getu/geometry";
import { listCameras } from "../wall/camera.ts";
import { listBuildings } from "../wall/coverage-site.ts";
import type { Db } from "../db.ts";
import type { TerritorySides } from "./impact-sides.ts";

type Areas = ReadonlyMap<number, AreaGeometry>;

/** Which share of a grid's ground cameras see, 0 to 1; null = it has none. */
export type SeenShares = ReadonlyMap<number, number | null>;

/** What cameras see of the grids concerned, by the lines of both versions. */
export async function countSeen(
  db: Db,
  {
    territoryId,
    areasBefore,
    areasAfter,
  }: Pick<TerritorySides, "territoryId" | "areasBefore" | "areasAfter">,
): Promise<Record<"before" | "after", SeenShares>> {
  const [cameras, buildings] = await Promise.all([
    listCameras(db, { territoryId }),
    listBuildings(db, territoryId),
  ]);
  const areas = [...areasBefore.values(), ...areasAfter.values()];
  const looking = near(cameras, reachOf, areas.map(bboxOf));
  const standing = near(buildings, bboxOf, [...areas.map(bboxOf), ...looking.map(reachOf)]);
  const grids = areas.map((area, id) => ({ id, area }));
  const shares = createCoverageCount({ grids, buildings: standing }, looking).all().grids.map(seenShareOf); // in their order
  return { before: byGrid(areasBefore, shares), after: byGrid(areasAfter, shares.slice(areasBefore.size)) };
}

const reachOf = ({ position, rangeMetres }: Camera): Bbox =>
  bboxAround(position, rangeMetres ?? DEFAULT_RANGE_METRES);

/** Those whose box touches one of the boxes: of a whole city a redraw concerns a few streets. */
function near<Thing>(
  things: readonly Thing[],
  boxOf: (thing: Thing) => Bbox,
  boxes: readonly Bbox[],
): Thing[] {
  const touching = createBoxFinder(boxes);
  return things.filter((thing) => touching(boxOf(thing)).length > 0);
}

const byGrid = (areas: Areas, shares: readonly (number | null)[]): SeenShares =>
  new Map([...areas.keys()].map((id, i) => [id, shares[i] ?? null]));
