import type { Compared as ComparedNumber, GridImpact, Impact, Measure } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ChangeCell } from "../../panels/change-cell.tsx";
import { hectares, signed } from "../../panels/quantity.ts";

const whole = (value: number): string => value.toFixed(0);

/** What is compared, and how it is written. */
const COLUMNS = [
  { measure: "areaSquareMetres", write: hectares },
  { measure: "households", write: whole },
  { measure: "incidents365", write: whole },
  { measure: "openWork", write: whole },
  { measure: "visitsDue", write: whole },
  { measure: "cameras", write: whole },
  { measure: "places", write: whole },
] as const satisfies readonly { measure: Measure; write: (value: number) => string }[];

/** Grid by grid before, after and the change, the worst first; their sums show that nothing is lost. */
export function GridTable({ impact: { grids } }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t("print.draft.grids")}</h2>
      <table className="paper-table paper-table--wide">
        <thead>
          <tr>
            <th rowSpan={2}>{t("planner.effect.grid")}</th>
            {COLUMNS.map(({ measure }) => (
              <th key={measure} colSpan={3} className="paper-table__group">
                {t(`print.draft.measure.${measure}`)}
              </th>
            ))}
          </tr>
          <tr>
            {COLUMNS.flatMap(({ measure }) =>
              (["before", "after", "change"] as const).map((side) => (
                <th key={`${measure} ${side}`} className="paper-table__count">
                  {t(`planner.effect.${side}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {grids.map((grid) => (
            <GridRow key={grid.grid} grid={grid} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t("print.draft.total")}</th>
            {COLUMNS.map(({ measure, write }) => (
              <Cells
                key={measure}
                write={write}
                compared={sumOf(grids.map(({ measures }) => measures[measure]))}
              />
            ))}
          </tr>
        </tfoot>
      </table>
      <p className="paper-note">{t("print.draft.estimate")}</p>
    </section>
  );
}

function GridRow({ grid: { code, name, fate, measures } }: { grid: GridImpact }): ReactNode {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        {name} <small>{code}</small>{" "}
        {fate !== "stays" && <em>{t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")}</em>}
      </th>
      {COLUMNS.map(({ measure, write }) => (
        <Cells key={measure} write={write} compared={measures[measure]} />
      ))}
    </tr>
  );
}

type CellsProps = { compared: ComparedNumber; write: (value: number) => string };

function Cells({ compared: { before, after, isEstimate }, write }: CellsProps): ReactNode {
  const text = (value: number | null): string => (value === null ? "—" : write(value));
  const isUnknown = before === null && after === null;
  return (
    <>
      <td className="paper-table__count">{text(before)}</td>
      <td className="paper-table__count">
        {isEstimate && after !== null && "≈"}
        {text(after)}
      </td>
      {isUnknown ? <td /> : <ChangeCell change={signed(write((after ?? 0) - (before ?? 0)))} />}
    </>
  );
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null)
    ? null
    : values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** Of grids that are not there yet, or not any more, there is nothing to add. */
function sumOf(all: readonly ComparedNumber[]): ComparedNumber {
  return {
    before: sum(all.map(({ before }) => before)),
    after: sum(all.map(({ after }) => after)),
    isEstimate: all.some(({ isEstimate }) => isEstimate),
  };
}
