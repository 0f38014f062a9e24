import { WALL_FREE } from "@getu/domain";
import type { SceneKind, WallControl, WallSettings } from "@getu/domain";

/** What a wall shows in turn, and what it has been told; `id` is null for a screen that is taken for no wall. */
export type Programme = {
  id: number | null;
  settings: Pick<WallSettings, "scenes" | "urgentSeconds">;
  control: WallControl;
};

/** One scene that stays: a screen that nobody has set up at the desk belongs to whoever stands at it. */
export const stayWith = (kind: SceneKind): Programme => ({
  id: null,
  settings: { scenes: [{ kind, seconds: 60, when: "always" }], urgentSeconds: 0 },
  control: WALL_FREE,
});
