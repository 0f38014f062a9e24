import type { GridEdges } from "@getu/domain";
import type { Draft, Plan, PlanGrid } from "@getu/domain/redraw";
import { loadPlan, planOf } from "@getu/editor";
import { areaSquareMetres } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import { hasOwner, isRefusal, toAreas } from "@getu/geometry/partition";
import type { Feature, Polygon } from "geojson";
import { followSteps } from "../../draft/history-of.ts";
import { movedFeatures } from "../../map/live-features.ts";

/** An area that changes hands: its number on the map, from whom to whom, how large. */
type Moved = {
  number: number;
  words: string;
  owners: readonly number[];
  area: Polygon;
  squareMetres: number;
};

/** A draft beside the boundaries that it stands on. */
export type Compared = {
  before: Plan;
  after: Plan;
  /** Grids from or to which an area goes, in either plan: a neighbour that only got a node is none of them. */
  changed: ReadonlySet<number>;
  /** The largest first. */
  moved: readonly Moved[];
  /** Steps that could not be done on these boundaries. */
  dropped: number;
};

/** Both plans of a draft; null where the boundaries that it stands on overlap. */
export function comparePlans(
  content: { edges: GridEdges; grids: readonly PlanGrid[] },
  steps: Draft["steps"],
  gapWord: string,
): Compared | null {
  const before = loadPlan(content.edges, content.grids);
  if (isRefusal(before)) return null;
  const { history, dropped } = followSteps(
    before,
    steps.map(({ step }) => step),
  );
  const after = planOf(history);
  const moved = movedBetween({ before, after }, gapWord);
  const changed = new Set(moved.flatMap(({ owners }) => owners).filter((owner) => owner > 0));
  return { before, after, changed, moved, dropped };
}

const movedBetween = (plans: Pick<Compared, "before" | "after">, gapWord: string): Moved[] =>
  movedFeatures(plans, gapWord)
    .map(({ geometry, properties }: Feature) => {
      const area = geometry as Polygon; // that is what they are
      const owners = [Number(properties?.["from"]), Number(properties?.["to"])];
      return { words: String(properties?.["words"]), owners, area, squareMetres: areaSquareMetres(area) };
    })
    .sort((one, other) => other.squareMetres - one.squareMetres)
    .map((each, i) => ({ number: i + 1, ...each }));

/** Outlines of the grids that change, as a plan has them. */
export const changedAreas = (
  { partition }: Plan,
  changed: ReadonlySet<number>,
): ReadonlyMap<number, AreaGeometry> =>
  toAreas(
    partition,
    [...changed].filter((owner) => hasOwner(partition, owner)),
  );
