import { COUNTED_MEASURES } from "@getu/domain/redraw";
import type { GridImpact, Impact, Measure } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ComparedTable } from "./compared-table.tsx";
import { tellNumber } from "./quantity.ts";

/** A share is written in parts of a hundred. */
const toShown = (measure: Measure, value: number): number =>
  Math.round(measure === "seenShare" ? 100 * value : value);

/** What of a grid reads differently afterwards; of one that comes or goes, what it has or had. */
const changesOf = ({ measures }: GridImpact) =>
  COUNTED_MEASURES.flatMap((measure) => {
    const { before, after, wasEstimate, isEstimate } = measures[measure];
    const write = (value: number): string => String(toShown(measure, value));
    const bare = (value: number | null): string => tellNumber(value, { write, isEstimate: false });
    const change = toShown(measure, after ?? 0) - toShown(measure, before ?? 0);
    const isOfOneSide = before === null || after === null;
    if (bare(before) === bare(after) || (isOfOneSide && change === 0)) return [];
    return [
      {
        measure,
        old: tellNumber(before, { write, isEstimate: wasEstimate }),
        now: tellNumber(after, { write, isEstimate }),
        change: String(change),
      },
    ];
  });

/** Grids of which a number reads differently afterwards, or that come or go; the worst first. */
export const changedRows = ({ grids }: Pick<Impact, "grids">) =>
  grids
    .map((grid) => ({ ...grid, changes: changesOf(grid) }))
    .filter(({ changes, fate }) => changes.length > 0 || fate !== "stays");

/** What of the numbers changes, grid by grid; nothing where none does. */
export function ImpactTable({ impact }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const changed = changedRows(impact);
  if (changed.length === 0) return null;
  const grids = changed.map(({ grid, name, fate, changes }) => ({
    grid,
    name,
    fate,
    lines: changes.map(({ measure, ...line }) => ({
      key: measure,
      label: t(`planner.impact.${measure}`),
      ...line,
    })),
  }));
  return <ComparedTable grids={grids} />;
}
