import type { SceneKind } from "@getu/domain";
import { AssessmentScene } from "./assessment-scene.tsx";
import { CamerasScene } from "./cameras-scene.tsx";
import { CommunityScene } from "./community-scene.tsx";
import { HoursScene } from "./hours-scene.tsx";
import { OverdueScene } from "./overdue-scene.tsx";
import type { Scene } from "./scene.ts";
import { TerritoryScene } from "./territory-scene.tsx";
import { YesterdayScene } from "./yesterday-scene.tsx";

/** Every scene there is; a kind without its scene does not compile. */
export const SCENES: Readonly<Record<SceneKind, Scene>> = {
  territory: TerritoryScene,
  community: CommunityScene,
  overdue: OverdueScene,
  cameras: CamerasScene,
  hours: HoursScene,
  yesterday: YesterdayScene,
  assessment: AssessmentScene,
};
