import type { RedrawWork } from "@getu/store";

/** What of redrawing only reads, and takes long. */
type RedrawReading = "check" | "impact" | "restoreImpact";

/**
 * The work of redrawing as procedures ask for it: a reading with who wants it, for nobody may have many of them made at
 * once. It throws the failure `TOO_OFTEN` when too many of theirs wait.
 */
export type RedrawDoor = Omit<RedrawWork, RedrawReading> & {
  [Name in RedrawReading]: (
    argument: Parameters<RedrawWork[Name]>[0],
    by: string,
  ) => ReturnType<RedrawWork[Name]>;
};
