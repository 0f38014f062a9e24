import type { Incident } from "@getu/domain";
import type { ShownCoverage } from "@getu/layers";
import type {
  Bounds,
  Feed,
  LayerSwitches,
  MapPosition,
  Picked,
  Shading,
  ShownHeat,
  SummaryNumber,
} from "@getu/ui";
import { useEffect } from "react";

/** Incidents as they stood at another time, in place of those that are open now. */
export type Replay = { incidents: readonly Incident[]; now: Date };

/** The one map that stands under all scenes, and what a scene may do with it. */
export type Stage = {
  /** Pixels of one unit of the design: 16 units are the smallest text. */
  unit: number;
  position: MapPosition;
  /** The picture of heat under the lines; whoever feeds it takes it away again. */
  heat: Feed<ShownHeat | null>;
  shading: Shading;
  setShading: (shading: Shading) => void;
  switches: LayerSwitches;
  setSwitches: (switches: LayerSwitches) => void;
  picked: Picked | null;
  setPicked: (picked: Picked | null) => void;
  /** The number whose list is open; null = none is. */
  opened: SummaryNumber | null;
  setOpened: (number: SummaryNumber | null) => void;
  /** Has the map look there until somebody or a minute of rest takes it home. */
  goTo: (bounds: Bounds) => void;
  goToGrid: (gridId: number) => void;
  goHome: () => void;
  /** Where the map is at home; null = at the whole territory. */
  setHome: (bounds: Bounds | null) => void;
  setReplay: (replay: Replay | null) => void;
  /** Has the map show what cameras see in place of incidents and places. */
  setCoverage: (coverage: ShownCoverage | null) => void;
};

/** Has the map look at a part of the territory for as long as the scene lasts. */
export function useHome({ setHome }: Stage, bounds: Bounds | null): void {
  useEffect(() => setHome(bounds), [setHome, bounds]);
  useEffect(() => () => setHome(null), [setHome]);
}
