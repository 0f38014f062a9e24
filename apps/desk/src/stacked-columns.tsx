import type { ReactNode } from "react";

/** A column of a table that says itself what stands in its cells. */
export type PlainColumn<Row> = {
  key: string;
  title?: string;
  align?: "end";
  /** Pixels; absent = by what stands in it, or what the others leave where the table's columns are fixed. */
  width?: number;
  render: (value: undefined, row: Row) => ReactNode;
};

/** All columns in one, below each other: a telephone shows cards instead of a table that is wider than it. */
export const stackedColumns = <Row,>(columns: readonly PlainColumn<Row>[]): PlainColumn<Row>[] => [
  {
    key: "card",
    render: (_, row) => (
      <div className="desk__card">
        {columns.map(({ key, render }) => (
          <div key={key}>{render(undefined, row)}</div>
        ))}
      </div>
    ),
  },
];
