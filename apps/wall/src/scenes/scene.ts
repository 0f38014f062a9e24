import type { HeatLook, Territory } from "@getu/domain";
import type { Bounds, IncidentWords } from "@getu/ui";
import type { ReactNode } from "react";
import type { Stage } from "../stage.ts";
import type { useWallData } from "../use-wall-data.ts";

/** A territory that can be drawn. */
export type WallTerritory = Territory & { bbox: Bounds };

/** What a scene is given. It stands in the areas `left`, `right` and `heat` of the wall around the map, or over it as `scene-full`. */
export type SceneProps = {
  territory: WallTerritory;
  /** Kept up to date while the scene is shown, and before and after. */
  data: ReturnType<typeof useWallData>;
  words: IncidentWords;
  stage: Stage;
  /** How often the list has begun anew: a scene of one thing out of several shows the next. */
  round: number;
  /** How long the scene is meant to stay. */
  seconds: number;
  /** For how long of it it has been shown already, before something urgent or a new page came. */
  spentMs: number;
  /** What its heat begins with. */
  heat: HeatLook;
  /** The day that it plays, as the calendar writes it; null = the day before. */
  day: string | null;
};

/** One scene of a wall. */
export type Scene = (props: SceneProps) => ReactNode;
