import { handleOwnersOf, ownersTouched } from "@getu/editor";
import type { SessionState, Snapped } from "@getu/editor";
import { planOf } from "@getu/editor";
import type { Plan } from "@getu/domain/redraw";
import { diffPartitions, edgesOf, listOwners } from "@getu/geometry/partition";
import type { MapTheme } from "@getu/layers";
import type { Feature } from "geojson";
import { GeoJSONSource } from "maplibre-gl";
import type { GeoJSONFeatureId, Map as MapLibreMap } from "maplibre-gl";
import {
  attemptFeatures,
  comparedFeatures,
  handFeatures,
  handleFeatures,
  snapFeature,
} from "./live-features.ts";
import { firstRoad } from "./first-road.ts";
import { addPatterns } from "./patterns.ts";
import { roadEdges } from "./road-edges.ts";
import { areaFeatures, borderFeatures, gapFeatures, nameFeatures, pairOf } from "./plan-features.ts";
import { BELOW_ROADS, PLAN_SOURCES, planLayers, planSources } from "./plan-style.ts";
import { fillsOf, tintPlan } from "./tints.ts";
import type { Tinting } from "./tints.ts";

/** What the map shows beside the session itself. */
type Overlay = {
  readonly snapped: Snapped | null;
  readonly snapWords: string;
  readonly gapWord: string;
  readonly isComparing: boolean;
};

/** A plan on a map: draws again only what is not the same as before. */
export type PlanDrawing = { draw(state: SessionState, overlay: Overlay): void };

/** Puts the layers of a plan above the map's ground. */
export function createPlanDrawing(map: MapLibreMap, theme: MapTheme): PlanDrawing {
  addPatterns(map);
  for (const [id, source] of Object.entries(planSources())) map.addSource(id, source);
  const { layers } = map.getStyle();
  const roads = firstRoad(layers);
  for (const layer of planLayers(theme)) map.addLayer(layer, BELOW_ROADS.has(layer.id) ? roads : undefined);
  for (const edge of roadEdges(layers, theme)) map.addLayer(edge, roads);
  const standing = createStandingDrawing(map);
  const flags = createFlags(map);
  let drawn: { state: SessionState; overlay: Overlay } | null = null;
  return {
    draw(state, overlay) {
      const plan = planOf(state.history);
      const fills = standing.draw(plan);
      const { proposal } = state.hand;
      const before = drawn?.state;
      if (before?.hand !== state.hand || drawn?.overlay.snapped !== overlay.snapped) {
        const live = [
          ...(proposal ? attemptFeatures(proposal, { fills, gapWord: overlay.gapWord }) : []),
          ...handFeatures(state.hand, (proposal?.after ?? plan).partition),
          ...(overlay.snapped ? snapFeature(overlay.snapped, overlay.snapWords) : []),
        ];
        setFeatures(map, PLAN_SOURCES.live, live);
        flags.set("hidden", proposal ? ownersTouched(proposal) : []);
        flags.hideBorders(proposal ? bordersOf(plan, ownersTouched(proposal)) : []);
      }
      const shown = proposal?.after ?? plan;
      if (!drawn || handlesChanged(before, state)) {
        const around =
          state.hand.tool === "move"
            ? handleOwnersOf(state.hand.selected, shown.partition)
            : new Set<number>();
        setFeatures(map, PLAN_SOURCES.handles, handleFeatures(shown.partition, state.hand.selected, around));
      }
      if (before?.locked !== state.locked) flags.set("locked", [...state.locked]);
      if (before?.history !== state.history || drawn?.overlay.isComparing !== overlay.isComparing)
        setFeatures(
          map,
          PLAN_SOURCES.compared,
          overlay.isComparing
            ? comparedFeatures({ before: state.history.base, after: plan }, overlay.gapWord)
            : [],
        );
      drawn = { state, overlay };
    },
  };
}

const handlesChanged = (before: SessionState | undefined, { hand, history }: SessionState): boolean =>
  before?.history !== history ||
  before.hand.selected !== hand.selected ||
  before.hand.tool !== hand.tool ||
  before.hand.proposal !== hand.proposal;

const bordersOf = ({ partition }: Plan, owners: readonly number[]): string[] => [
  ...new Set(owners.flatMap((owner) => edgesOf(partition, owner).map(pairOf))),
];

function setFeatures(map: MapLibreMap, id: string, features: Feature[]): void {
  const source = map.getSource(id);
  if (source instanceof GeoJSONSource) void source.setData({ type: "FeatureCollection", features });
}

/** The plan as it stands: areas, borders and names, of which an edit sends only what it touched. */
function createStandingDrawing(map: MapLibreMap): { draw(plan: Plan): ReadonlyMap<number, string> } {
  let shown: Plan | null = null;
  let tinting: Tinting | null = null;
  let fills = new Map<number, string>();
  const pairs = new Set<string>();
  return {
    draw(plan) {
      if (plan === shown) return fills;
      const before = shown;
      const old = fills;
      tinting = tintPlan(plan, tinting);
      fills = fillsOf(plan, tinting);
      const touched = before
        ? [
            ...new Set([
              ...diffPartitions(before.partition, plan.partition).owners.filter((owner) => owner > 0),
              ...[...fills].filter(([id, fill]) => old.get(id) !== fill).map(([id]) => id),
              ...[...plan.grids].filter(([id, grid]) => before.grids.get(id) !== grid).map(([id]) => id),
            ]),
          ]
        : listOwners(plan.partition);
      const standing = touched.filter((owner) => edgesOf(plan.partition, owner).length > 0);
      const gone = touched.filter((owner) => edgesOf(plan.partition, owner).length === 0);
      update(map, PLAN_SOURCES.areas, { remove: gone, add: areaFeatures(plan, standing, fills) });
      update(map, PLAN_SOURCES.names, { remove: gone, add: nameFeatures(plan, standing) });
      const borders = borderFeatures(plan, standing);
      const now = new Set(borders.map(({ properties }) => String(properties?.["pair"])));
      const isTouched = (pair: string): boolean =>
        pair.split(" ").some((owner) => touched.includes(Number(owner)));
      const stale = [...pairs].filter((pair) => isTouched(pair) && !now.has(pair));
      for (const pair of stale) pairs.delete(pair);
      for (const pair of now) pairs.add(pair);
      update(map, PLAN_SOURCES.borders, { remove: stale, add: borders });
      setFeatures(map, PLAN_SOURCES.gaps, gapFeatures(plan));
      shown = plan;
      return fills;
    },
  };
}

function update(map: MapLibreMap, id: string, diff: { remove: GeoJSONFeatureId[]; add: Feature[] }): void {
  const source = map.getSource(id);
  if (source instanceof GeoJSONSource) void source.updateData(diff);
}

/** States of features that are set and taken away by lists of ids. */
function createFlags(map: MapLibreMap) {
  type Ids = ReadonlySet<number | string>;
  const flagged = new Map<string, Ids>();
  const apply = (source: string, flag: string, ids: readonly (number | string)[]): void => {
    const key = `${source} ${flag}`;
    const [before, now]: [Ids, Ids] = [flagged.get(key) ?? new Set(), new Set(ids)];
    for (const id of before) if (!now.has(id)) map.setFeatureState({ source, id }, { [flag]: false });
    for (const id of now) if (!before.has(id)) map.setFeatureState({ source, id }, { [flag]: true });
    flagged.set(key, now);
  };
  return {
    set: (flag: "hidden" | "locked", ids: readonly number[]) => apply(PLAN_SOURCES.areas, flag, ids),
    hideBorders: (pairs: readonly string[]) => apply(PLAN_SOURCES.borders, "hidden", pairs),
  };
}
