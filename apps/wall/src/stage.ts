import type { Camera, Incident, Place } from "@getu/domain";
import type { ShownCoverage } from "@getu/layers";
import type {
  Bounds,
  CountedIncidents,
  Feed,
  GridNote,
  LayerSwitches,
  MapPosition,
  Picked,
  Shading,
  ShownHeat,
} from "@getu/ui";
import { ALL_LAYERS } from "@getu/ui";
import { useEffect } from "react";

/** What stands on the map of another time, in place of what is there now; null = what is there now. */
export type Replay = {
  incidents: readonly Incident[];
  now: Date;
  cameras: readonly Camera[] | null;
  places: readonly Place[] | null;
  /** The version of the boundaries. */
  version: number | null;
};

/** A number whose list is open: of incidents, or of the cameras in one state. */
export type OpenedNumber = CountedIncidents | { camerasIn: Camera["status"] };

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
  opened: OpenedNumber | null;
  setOpened: (opened: OpenedNumber | null) => void;
  /** Says that what somebody set going still passes: they have not gone. */
  stay: () => void;
  /** Has the map look there until somebody or five minutes of rest take it home. */
  goTo: (bounds: Bounds) => void;
  goToGrid: (gridId: number) => void;
  goHome: () => void;
  /** Where the map is at home; null = at the whole territory. */
  setHome: (bounds: Bounds | null) => void;
  setReplay: (replay: Replay | null) => void;
  /** Has the map say and shade what is measured of each grid, in place of what is late. */
  setMeasured: (notes: ReadonlyMap<number, GridNote> | null) => void;
  /** Has the map show what cameras see in place of incidents and places. */
  setCoverage: (coverage: ShownCoverage | null) => void;
};

/** Has the map look at a part of the territory for as long as the scene lasts. */
export function useHome({ setHome }: Stage, bounds: Bounds | null): void {
  useEffect(() => setHome(bounds), [setHome, bounds]);
  useEffect(() => () => setHome(null), [setHome]);
}

/** What stands on the map of a wall that nobody stands at. */
export const HOME_LOOK = { switches: ALL_LAYERS, shading: "heat" } as const;

/** Has what somebody hid or chose at the wall be as it was when they have gone. */
export function useHomeLook({ setSwitches, setShading }: Stage, isTouched: boolean): void {
  useEffect(() => {
    if (isTouched) return;
    setSwitches(HOME_LOOK.switches);
    setShading(HOME_LOOK.shading);
  }, [isTouched, setSwitches, setShading]);
}
