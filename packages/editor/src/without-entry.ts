import type { DraftEntry } from "@getu/domain/redraw";

/**
 * Entries without one of them, and without what takes it back among those behind it: everything else comes to the same as
 * before, as far as it does not stand on what was left out.
 */
export function withoutEntry(entries: readonly DraftEntry[], index: number): DraftEntry[] {
  let above = 0; // steps on top of it that stand
  const undone = entries.findIndex(({ kind }, i) => {
    if (i <= index) return false;
    if (kind !== "undo") above += 1;
    else if (above === 0) return true;
    else above -= 1;
    return false;
  });
  return entries.filter((_, i) => i !== index && i !== undone);
}
