import type { GridImpact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { signed } from "./quantity.ts";

/** One thing of a grid before and after, as it is written. */
export type ComparedLine = {
  readonly key: string;
  readonly label: ReactNode;
  readonly old: string;
  readonly now: string;
  /** By how much, without a plus. */
  readonly change: string;
};

/** A grid with what is compared of it. */
export type ComparedGrid = {
  readonly grid: number;
  readonly name: string;
  readonly fate: GridImpact["fate"];
  readonly lines: readonly ComparedLine[];
};

/** Before, after and the change with its sign, grid by grid (R18). */
export function ComparedTable({ grids }: { grids: readonly ComparedGrid[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <table>
      <thead>
        <tr>
          {(["grid", "before", "after", "change"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`planner.effect.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {grids.map(({ grid, name, fate, lines }) => (
        <tbody key={grid}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {name}{" "}
              {fate !== "stays" && (
                <em>{t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")}</em>
              )}
            </th>
          </tr>
          {lines.map(({ key, label, old, now, change }) => (
            <tr key={key}>
              <td>{label}</td>
              <td>{old}</td>
              <td>{now}</td>
              <ChangeCell change={signed(change)} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A change with its sign; no colour says whether it is a good one, which only the planner knows. */
function ChangeCell({ change }: { change: string }): ReactNode {
  return <td className={change === "0" ? "" : "planner__changed"}>{change}</td>;
}
