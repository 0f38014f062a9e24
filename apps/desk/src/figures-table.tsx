import "./figures-table.css";
import { Table } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";

/** What is counted in one row: a grid, what lies in none, or all of it. */
export type CountedRow = {
  of: number | "elsewhere" | "all";
  name: string;
  above: string | null;
};

type FiguresTableProps<Row> = {
  rows: readonly Row[];
  columns: TableColumnsType<Row>;
  /** On a narrower screen it is pushed to the side. */
  widthPx: number;
  isLoading?: boolean;
};

/** Figures by grid, fifty to a page, with the headings in sight; the sum stands out. */
export function FiguresTable<Row extends CountedRow>({
  rows,
  columns,
  widthPx,
  isLoading = false,
}: FiguresTableProps<Row>): ReactNode {
  return (
    <Table
      rowKey="of"
      size="small"
      bordered
      className="figures"
      rowClassName={({ of }) => (of === "all" ? "figures__total" : "")}
      columns={columns}
      dataSource={rows}
      loading={isLoading}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: widthPx }}
      sticky
    />
  );
}
