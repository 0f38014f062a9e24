import type { HeatLook, Severity, StatusFilter } from "@getu/domain";
import type { Shading } from "./layer-switches.ts";

/** What shades the ground: `area` = an area of work, and like `severity` null for all. */
export type ShadingChoice = HeatLook & {
  shading: Shading;
  area: string | null;
  severity: Severity | null;
  status: StatusFilter;
};
