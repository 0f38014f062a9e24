import type { LngLat } from "@getu/geometry";

/** A file or an option that cannot be used at all; the message is one line for whoever named it. */
export class SourceError extends Error {
  override name = "SourceError";
}

/** Why one row was not taken: a stable reason to count by, and the facts in words. */
export type Problem = {
  reason: string;
  detail: string;
  /** The pair as the file gives it, where there is one that is only out of range. */
  given?: LngLat;
};
