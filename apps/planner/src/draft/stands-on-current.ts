import type { Territory } from "@getu/domain";
import type { DraftSummary } from "@getu/domain/redraw";

/** True while the steps of a draft mean the borders that are in force. */
export const standsOnCurrent = (
  draft: Pick<DraftSummary, "baseVersion" | "version">,
  territory: Pick<Territory, "version">,
): boolean => draft.version === null && draft.baseVersion === territory.version;
