import type { ReactNode } from "react";
import type { PaperColumn, PaperRow } from "./paper-table.ts";

/** Names of columns, below those of their groups. */
export function TableHead({ columns }: { columns: readonly PaperColumn[] }): ReactNode {
  const groups = [...Map.groupBy(columns, ({ group, key }) => group ?? `\n${key}`)]; // no group has a line break in its name
  const hasGroups = columns.some(({ group }) => group !== undefined);
  return (
    <thead>
      {hasGroups && (
        <tr>
          {groups.map(([group, within]) =>
            within[0]?.group === undefined ? (
              <th key={group} />
            ) : (
              <th key={group} colSpan={within.length} className="paper-table__group">
                {group}
              </th>
            ),
          )}
        </tr>
      )}
      <tr>
        {columns.map(({ key, title, isNumber }) => (
          <th key={key} className={isNumber && "paper-table__count"}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A row, its numbers to the right. */
export function TableRow({ row, columns }: { row: PaperRow; columns: readonly PaperColumn[] }): ReactNode {
  return (
    <tr>
      {columns.map(({ key, isNumber }, i) => (
        <td key={key} className={isNumber && "paper-table__count"}>
          {row.cells[i]}
        </td>
      ))}
    </tr>
  );
}
