import type { Suggestion } from "@getu/editor";
import type { Bbox, LngLat } from "@getu/geometry";

/** Where the map is led: close to a place, or so that a box is seen, all of it left of so many pixels of the page. */
export type Goal = { readonly position: LngLat } | { readonly bbox: Bbox; readonly leftOf?: number };

/** What the screen shows beside the plan. */
export type View = {
  readonly isSnapping: boolean;
  readonly isComparing: boolean;
  readonly isHelpOpen: boolean;
  /** Where the map shall go; a new object goes there again. */
  readonly goal: Goal | null;
  /** The grid of any tier that was last looked for. */
  readonly sought: number | null;
  /** The division that was proposed last: how even it is stands beside the answers to it. */
  readonly suggested: Suggestion | null;
};

/** Changes some of the view. */
export type ChangeView = (next: Partial<View>) => void;
