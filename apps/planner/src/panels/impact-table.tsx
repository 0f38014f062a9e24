import type { GridImpact, Impact, Measure } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ChangeCell } from "./change-cell.tsx";
import { signed } from "./quantity.ts";

const SHOWN = [
  "households",
  "incidents30",
  "incidents365",
  "openWork",
  "visitsDue",
  "cameras",
  "seenShare",
  "places",
] as const satisfies readonly Measure[];

/** A share is written in parts of a hundred. */
const toShown = (measure: Measure, value: number): number =>
  Math.round(measure === "seenShare" ? 100 * value : value);

const write = (measure: Measure, value: number | null): string =>
  value === null ? "—" : `${toShown(measure, value)}`;

/** What of a grid reads differently afterwards. */
const changesOf = ({ measures }: GridImpact) =>
  SHOWN.flatMap((measure) => {
    const { before, after, isEstimate } = measures[measure];
    const [old, now] = [write(measure, before), write(measure, after)];
    const change = toShown(measure, after ?? 0) - toShown(measure, before ?? 0);
    // What is in force has been counted; only what would be is ever an estimate.
    return old === now
      ? []
      : [{ measure, old, now: isEstimate ? `≈${now}` : now, change: signed(change.toFixed(0)) }];
  });

/** Grids of which a number reads differently afterwards, or that come or go; the worst first. */
export const changedRows = ({ grids }: Pick<Impact, "grids">) =>
  grids
    .map((grid) => ({ ...grid, changes: changesOf(grid) }))
    .filter(({ changes, fate }) => changes.length > 0 || fate !== "stays");

/** Before, after and the change with its sign, grid by grid (R18); nothing where no number changes. */
export function ImpactTable({ impact }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const changed = changedRows(impact);
  if (changed.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("planner.effect.grid")}</th>
          <th scope="col">{t("planner.effect.before")}</th>
          <th scope="col">{t("planner.effect.after")}</th>
          <th scope="col">{t("planner.effect.change")}</th>
        </tr>
      </thead>
      {changed.map(({ grid, name, fate, changes }) => (
        <tbody key={grid}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {name}{" "}
              {fate !== "stays" && (
                <em>{t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")}</em>
              )}
            </th>
          </tr>
          {changes.map(({ measure, old, now, change }) => (
            <tr key={measure}>
              <td>{t(`planner.impact.${measure}`)}</td>
              <td>{old}</td>
              <td>{now}</td>
              <ChangeCell change={change} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
