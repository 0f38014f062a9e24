import type { Catalogue, Label } from "@getu/domain";
import type { Impact, MovedPoint } from "@getu/domain/redraw";
import { categoryName } from "@getu/ui";
import type { TFunction } from "@getu/ui";
import { hectares } from "../../panels/quantity.ts";
import { linesIn } from "../map/wrap-text.ts";
import { TABLE_TEXT_MM } from "../table/paper-table.ts";
import type { PaperTable } from "../table/paper-table.ts";
import type { Compared } from "./compared-plans.ts";

const NUMBER_MM = 14;
const COUNT_MM = 25;
const WORDS_MM = 269 - NUMBER_MM - COUNT_MM;

/** Ground that changes hands, the largest first, by its numbers on the maps. */
export const movedAreaTable = ({ moved }: Compared, t: TFunction): PaperTable => ({
  key: "areas",
  title: t("print.draft.areas"),
  columns: [
    { key: "number", title: t("print.booklet.number"), widthMm: NUMBER_MM },
    { key: "words", title: t("print.draft.fromTo"), widthMm: WORDS_MM },
    { key: "hectares", title: t("print.draft.hectares"), widthMm: COUNT_MM, isNumber: true },
  ],
  rows: moved.map(({ number, words, squareMetres }) => ({
    key: String(number),
    lines: linesIn(words, { widthMm: WORDS_MM - 3, sizeMm: TABLE_TEXT_MM }),
    cells: [number, words, hectares(squareMetres)],
  })),
});

/** What the tables of moved things are written from. */
export type MovedWords = {
  impact: Impact;
  compared: Pick<Compared, "before" | "after">;
  catalogue: Catalogue;
  t: TFunction;
  labelOf: (label: Label) => string;
};

/** Open work, cameras and places that come to another grid, each by name; what there is none of has no table. */
export function movedThingTables({ impact, compared, catalogue, t, labelOf }: MovedWords): PaperTable[] {
  const { openWork, cameras, places } = impact;
  const work = openWork.moved.map((moved) => ({
    ...moved,
    name: `${categoryName({ category: moved.name }, catalogue, labelOf)} #${moved.id}`,
  }));
  const leftOut = openWork.total - work.length;
  const names = namesIn(impact, compared);
  const tables = [
    {
      ...movedTable({ key: "work", moved: work, names }, t),
      ...(leftOut > 0 && { note: t("print.draft.leftOut", { count: leftOut }) }),
    },
    movedTable({ key: "cameras", moved: cameras, names }, t),
    movedTable({ key: "places", moved: places, names }, t),
  ];
  return tables.filter(({ rows, note }) => rows.length > 0 || note !== undefined);
}

type Names = Record<"before" | "after", (gridId: number) => string>;

/** What grids are called in both plans; those of a draft that is in force have got numbers that its steps do not know. */
function namesIn({ grids }: Impact, compared: MovedWords["compared"]): Names {
  const counted = new Map(grids.map(({ grid, name }) => [grid, name]));
  const namesOf = (side: "before" | "after") => (gridId: number) =>
    compared[side].grids.get(gridId)?.name ?? counted.get(gridId) ?? String(gridId);
  return { before: namesOf("before"), after: namesOf("after") };
}

const THING_MM = 89;
const GRID_MM = 90;

type Moved = { key: "work" | "cameras" | "places"; moved: readonly MovedPoint[]; names: Names };

function movedTable({ key, moved, names }: Moved, t: TFunction): PaperTable {
  const nameIn = (side: "before" | "after", id: number | null): string =>
    id === null ? t("print.draft.outside") : names[side](id);
  return {
    key,
    title: t(`print.draft.${key}`),
    columns: [
      { key: "name", title: t("print.booklet.name"), widthMm: THING_MM },
      { key: "before", title: t("planner.effect.before"), widthMm: GRID_MM },
      { key: "after", title: t("planner.effect.after"), widthMm: GRID_MM },
    ],
    rows: moved.map(({ id, name, from, to }) => {
      const cells = [name, nameIn("before", from), nameIn("after", to)];
      const lines = cells.map((text) => linesIn(text, { widthMm: THING_MM - 2, sizeMm: TABLE_TEXT_MM }));
      return { key: String(id), lines: Math.max(...lines), cells };
    }),
  };
}
