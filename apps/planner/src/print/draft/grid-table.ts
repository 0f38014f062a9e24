import type { Compared as ComparedNumber, GridImpact, Impact, Measure } from "@getu/domain/redraw";
import type { TFunction } from "@getu/ui";
import { hectares, signed, tellNumber } from "../../panels/quantity.ts";
import { linesIn } from "../map/wrap-text.ts";
import { TABLE_TEXT_MM } from "../table/paper-table.ts";
import type { PaperColumn, PaperRow, PaperTable } from "../table/paper-table.ts";

const whole = (value: number): string => value.toFixed(0);

/** What is compared, how it is written, and how wide its three columns are in all. */
const MEASURES = [
  { measure: "areaSquareMetres", write: hectares, widthMm: 38 },
  { measure: "households", write: whole, widthMm: 32 },
  { measure: "incidents365", write: whole, widthMm: 30 },
  { measure: "openWork", write: whole, widthMm: 24 },
  { measure: "visitsDue", write: whole, widthMm: 26 },
  { measure: "cameras", write: whole, widthMm: 24 },
  { measure: "places", write: whole, widthMm: 23 },
] as const satisfies readonly { measure: Measure; write: (value: number) => string; widthMm: number }[];

const SIDES = ["before", "after", "change"] as const;

const NUMBER_MM = 8;
const NAME_MM = 269 - NUMBER_MM - MEASURES.reduce((sum, { widthMm }) => sum + widthMm, 0);

/** Grid by grid before, after and the change, the worst first; their sums show that nothing is lost. */
export function gridTable({ grids }: Impact, t: TFunction): PaperTable {
  return {
    key: "grids",
    title: t("print.draft.grids"),
    columns: columnsOf(t),
    rows: grids.map((grid, i) => rowOf(grid, i + 1, t)),
    total: {
      key: "total",
      lines: 1,
      cells: [
        "",
        t("print.draft.total"),
        ...MEASURES.flatMap(({ measure, write }) =>
          cellsOf(sumOf(grids.map(({ measures }) => measures[measure])), write),
        ),
      ],
    },
    note: t("print.draft.estimate"),
  };
}

const columnsOf = (t: TFunction): PaperColumn[] => [
  { key: "number", title: t("print.booklet.number"), widthMm: NUMBER_MM },
  { key: "grid", title: t("planner.effect.grid"), widthMm: NAME_MM },
  ...MEASURES.flatMap(({ measure, widthMm }) =>
    SIDES.map((side): PaperColumn => ({
      key: `${measure} ${side}`,
      group: t(`print.draft.measure.${measure}`),
      title: t(`planner.effect.${side}`),
      widthMm: widthMm / SIDES.length,
      isNumber: true,
    })),
  ),
];

function rowOf({ grid, code, name, fate, measures }: GridImpact, number: number, t: TFunction): PaperRow {
  const mark =
    fate === "stays" ? "" : `${t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")} · `;
  const words = `${mark}${name} ${code}`;
  return {
    key: String(grid),
    lines: linesIn(words, { widthMm: NAME_MM - 2, sizeMm: TABLE_TEXT_MM }),
    cells: [number, words, ...MEASURES.flatMap(({ measure, write }) => cellsOf(measures[measure], write))],
  };
}

/** What was, what will be (≈ = an estimate), and the difference; nothing where neither is known. */
function cellsOf(
  { before, after, wasEstimate, isEstimate }: ComparedNumber,
  write: (value: number) => string,
): string[] {
  const isUnknown = before === null && after === null;
  return [
    tellNumber(before, { write, isEstimate: wasEstimate }),
    tellNumber(after, { write, isEstimate }),
    isUnknown ? "" : signed(write((after ?? 0) - (before ?? 0))),
  ];
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null)
    ? null
    : values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** Of grids that are not there yet, or not any more, there is nothing to add. */
const sumOf = (all: readonly ComparedNumber[]): ComparedNumber => ({
  before: sum(all.map(({ before }) => before)),
  after: sum(all.map(({ after }) => after)),
  wasEstimate: all.some(({ wasEstimate }) => wasEstimate),
  isEstimate: all.some(({ isEstimate }) => isEstimate),
});
