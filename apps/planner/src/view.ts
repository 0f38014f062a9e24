import type { LngLat } from "@getu/geometry";

/** What the screen shows beside the plan. */
export type View = {
  readonly isSnapping: boolean;
  readonly isComparing: boolean;
  readonly isHelpOpen: boolean;
  /** Where the map shall go; a new object goes there again. */
  readonly goal: { readonly position: LngLat } | null;
};

/** Changes some of the view. */
export type ChangeView = (next: Partial<View>) => void;
