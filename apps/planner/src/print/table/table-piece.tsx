import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TablePiece } from "./pack-tables.ts";
import type { PaperTable } from "./paper-table.ts";
import { TableHead, TableRow } from "./table-parts.tsx";

type TablePieceProps = { table: PaperTable; piece: TablePiece };

/** Some rows of a table below its title, with how many there are in all and which part of them this is. */
export function TablePieceView({ table, piece }: TablePieceProps): ReactNode {
  const { t } = useTranslation();
  const { title, columns, rows, total, note } = table;
  const { from, to, number, pieces } = piece;
  const isLast = to === rows.length;
  const sums = rows.length > 0 ? t("print.table.count", { count: rows.length }) : "";
  const part = pieces > 1 ? t("print.table.part", { number, pieces }) : "";
  return (
    <section className="paged">
      <h2>
        {title} <small>{sums + part}</small>
      </h2>
      {rows.length > 0 && (
        <table className="paper-table paper-table--paged">
          <colgroup>
            {columns.map(({ key, widthMm }) => (
              <col key={key} style={{ width: `${widthMm}mm` }} />
            ))}
          </colgroup>
          <TableHead columns={columns} />
          <tbody>
            {rows.slice(from, to).map((row) => (
              <TableRow key={row.key} {...{ row, columns }} />
            ))}
          </tbody>
          {isLast && total && (
            <tfoot>
              <TableRow row={total} columns={columns} />
            </tfoot>
          )}
        </table>
      )}
      {isLast && note !== undefined && <p className="paper-note">{note}</p>}
    </section>
  );
}
