import type { QueueEntry } from "@getu/domain";
import { Grid, Table } from "antd";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";
import { useQueueColumns } from "./queue-columns.tsx";

type QueueTableProps = {
  entries: readonly QueueEntry[];
  words: DeskWords;
  now: Date;
  isLoading: boolean;
  /** What is said where there is no row. */
  emptyWords: string;
  /** The row the keyboard is on. */
  row: number;
  chosen: ReadonlySet<number>;
  on: { row: (row: number) => void; choose: (ids: Iterable<number>) => void; open: (id: number) => void };
};

/** One page of a queue as a table; the rows of other pages are not there. */
export function QueueTable(props: QueueTableProps): ReactNode {
  const { entries, words, now, isLoading, emptyWords, row, chosen, on } = props;
  const { t } = useTranslation();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const columns = useQueueColumns({ words, now, size: isWide ? "wide" : "narrow" });
  const table = useRef<HTMLDivElement>(null);
  const current = entries[row]?.id;
  useEffect(() => {
    table.current?.querySelector(`[data-row-key="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div ref={table}>
      <Table<QueueEntry>
        className="queue__table"
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={entries}
        loading={isLoading}
        pagination={false}
        showHeader={isWide}
        locale={{ emptyText: emptyWords }}
        rowSelection={{
          selectedRowKeys: [...chosen],
          preserveSelectedRowKeys: true,
          columnWidth: 40,
          onChange: (keys) => on.choose(keys.map(Number)),
          getCheckboxProps: ({ id }) => ({
            "aria-label": t("desk.queue.choose", { id }),
          }),
        }}
        onRow={({ id }, index = 0) => ({
          "aria-current": index === row,
          className: index === row ? "queue__row queue__row--current" : "queue__row",
          onClick(event) {
            on.row(index);
            if (!(event.target as Element).closest(".ant-table-selection-column")) on.open(id);
          },
        })}
      />
    </div>
  );
}
