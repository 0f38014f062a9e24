import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PaperTable } from "./paper-table.ts";
import { TableHead, TableRow } from "./table-parts.tsx";

/** A table of the paper on a screen: all of it, as wide as there is room. */
export function WholeTable({ table: { title, columns, rows, note } }: { table: PaperTable }): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <h2>
        {title} {rows.length > 0 && <small>{t("print.table.count", { count: rows.length })}</small>}
      </h2>
      {rows.length > 0 && (
        <table className="paper-table">
          <TableHead columns={columns} />
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.key} {...{ row, columns }} />
            ))}
          </tbody>
        </table>
      )}
      {note !== undefined && <p className="paper-note">{note}</p>}
    </section>
  );
}
