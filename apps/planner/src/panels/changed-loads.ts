import type { Impact } from "@getu/domain/redraw";

/** What is told of the work of whoever leads a grid. */
export const LOADS = ["openWork", "incidents30", "visitsDue"] as const;

/** Leaders who answer for more or less afterwards. */
export const changedLoads = (leaders: Impact["leaders"]): Impact["leaders"] =>
  leaders.filter((leader) => LOADS.some((load) => leader[load].before !== leader[load].after));
