import type { Impact } from "@getu/domain/redraw";
import type { Compared } from "./compared-plans.ts";

/**
 * By which number the table of grids has each grid of both plans. New grids of a draft that is in force have got other ids
 * than its steps gave them: those are found by their names. What is in no table has no number.
 */
export function rowNumbers(
  impact: Pick<Impact, "grids"> | null,
  { before, after, changed }: Pick<Compared, "before" | "after" | "changed">,
): ReadonlyMap<number, number> {
  const rows = impact?.grids ?? [];
  const byId = new Map(rows.map(({ grid }, i) => [grid, i + 1]));
  const byName = new Map(rows.map(({ name }, i) => [name, i + 1]));
  return new Map(
    [...changed].flatMap((id) => {
      const name = (after.grids.get(id) ?? before.grids.get(id))?.name ?? "";
      const number = byId.get(id) ?? byName.get(name);
      return number === undefined ? [] : [[id, number] as const];
    }),
  );
}
