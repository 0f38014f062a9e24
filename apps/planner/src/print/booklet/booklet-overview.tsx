import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BoardPaper } from "../board/board-sheet.tsx";
import { tellNumber } from "../../panels/quantity.ts";
import { GridMap } from "../board/grid-map.tsx";
import { marksOf } from "../board/marks-of.ts";
import { PageFoot } from "./page-foot.tsx";
import type { Listed } from "./booklet-pages.ts";

const MAP = { width: 182, height: 232 };

/** All grids of a booklet on one map, by their numbers. */
export function BookletOverview({ set, ground }: Pick<BoardPaper, "set" | "ground">): ReactNode {
  const { t } = useTranslation();
  const own = useMemo(() => marksOf(set, "numbers"), [set]);
  const title = t("print.booklet.overview");
  return (
    <section className="sheet sheet--page">
      <h2 className="page__title">{title}</h2>
      <GridMap size={MAP} services={[]} label={title} around={set.around} {...{ own, ground }} />
      <p className="page__note">{t("print.booklet.numbers")}</p>
      <PageFoot name={set.head.grid.name} page={2} />
    </section>
  );
}

/** Of number, code, name, leader, households and page. */
const WIDTHS_MM = [11, 36, 67, 40, 15, 13];

type BookletListProps = { name: string; list: readonly Listed[]; page: number };

/** A page of the list: number, code, name, who leads, households, and where the grid stands. */
export function BookletList({ name, list, page }: BookletListProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet sheet--page">
      <h2 className="page__title">{t("print.booklet.list")}</h2>
      <table className="paper-table paper-table--lines">
        <colgroup>
          {WIDTHS_MM.map((widthMm) => (
            <col key={widthMm} style={{ width: `${widthMm}mm` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>{t("print.booklet.number")}</th>
            <th>{t("print.board.code")}</th>
            <th>{t("print.booklet.name")}</th>
            <th>{t("print.board.leader")}</th>
            <th className="paper-table__count">{t("print.board.households")}</th>
            <th className="paper-table__count">{t("print.booklet.page")}</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ board: { grid, leader }, number, page: at }) => (
            <tr key={grid.id}>
              <td>{number}</td>
              <td>{grid.code}</td>
              <td>{grid.name}</td>
              <td>{leader?.name ?? "—"}</td>
              <td className="paper-table__count">
                {tellNumber(grid.households, { write: String, isEstimate: grid.householdsEstimated })}
              </td>
              <td className="paper-table__count">{at}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.some(({ board: { grid } }) => grid.householdsEstimated) && (
        <p className="paper-table__note">{t("print.booklet.estimate")}</p>
      )}
      <PageFoot name={name} page={page} />
    </section>
  );
}
