import type { SceneKind } from "@getu/domain";
import { AssessmentScene } from "./assessment-scene.tsx";
import { CommunityScene } from "./community-scene.tsx";
import { OverdueScene } from "./overdue-scene.tsx";
import type { Scene } from "./scene.ts";
import { TerritoryScene } from "./territory-scene.tsx";
import { YesterdayScene } from "./yesterday-scene.tsx";

/** Every scene there is; a kind without its scene does not compile. */
export const SCENES: Readonly<Record<SceneKind, Scene>> = {
  territory: TerritoryScene,
  community: CommunityScene,
  overdue: OverdueScene,
  yesterday: YesterdayScene,
  assessment: AssessmentScene,
};
