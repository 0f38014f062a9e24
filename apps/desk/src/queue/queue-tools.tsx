import { canOrder, ORDERS_OF_QUEUE } from "@getu/domain";
import type { Territory } from "@getu/domain";
import type { LiveState, QueueView } from "@getu/ui";
import { Button, Input, Select, Typography } from "antd";
import type { InputRef } from "antd";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ExportButton } from "../export-button.tsx";
import type { DeskWords } from "../use-desk-words.ts";
import { countFilters } from "./queue-state.ts";
import { SavedFilters } from "./saved-filters.tsx";

type QueueToolsProps = {
  territory: Territory;
  view: QueueView;
  words: DeskWords;
  live: LiveState;
  search: RefObject<InputRef | null>;
  onShow: (view: QueueView) => void;
  onFilters: () => void;
  onKeys: () => void;
};

function Age({ live, words }: Pick<QueueToolsProps, "live" | "words">): ReactNode {
  const { t } = useTranslation();
  const { heldSince, status } = live;
  const timeOf = (atMs: number): string => words.format.clock(new Date(atMs));
  const standing = status === "live" && heldSince !== null ? "behind" : status;
  const text = {
    connecting: () => t("live.connecting"),
    live: () => t("live.live"),
    behind: () => t("live.behind", { time: timeOf(heldSince!) }), // so it stands only then
    lost: () => t("live.lost", { time: timeOf((live.heardAt ?? live.startedAt) + live.offsetMs) }),
  };
  return <span className={`queue__live queue__live--${standing}`}>{text[standing]()}</span>;
}

/** Above the table: what is searched for, how it is sorted and filtered, and how fresh it is. */
export function QueueTools(props: QueueToolsProps): ReactNode {
  const { territory, view, words, live, search, onShow, onFilters, onKeys } = props;
  const { t } = useTranslation();
  const { queue, order, filter } = view;
  const count = countFilters(filter);
  const find = (text: string): void => {
    onShow({ ...view, filter: { ...filter, text: text.trim() === "" ? undefined : text.trim() } });
    search.current?.blur();
  };
  return (
    <div className="queue__tools">
      <Input.Search
        key={filter.text ?? ""} // a saved filter brings its own words
        ref={search}
        className="queue__search"
        aria-label={t("desk.queue.search")}
        placeholder={t("desk.queue.search")}
        allowClear
        maxLength={100}
        defaultValue={filter.text ?? ""}
        onSearch={find}
      />
      <Select
        aria-label={t("desk.queue.sort")}
        value={order}
        onChange={(chosen) => onShow({ ...view, order: chosen })}
        options={ORDERS_OF_QUEUE[queue].map((each) => ({
          value: each,
          label: t(`desk.queue.order.${each}`),
          disabled: !canOrder(queue, each, filter),
        }))}
      />
      <Button onClick={onFilters}>
        {t("desk.queue.filters")}
        {count > 0 && ` ${count}`}
      </Button>
      <SavedFilters territoryId={territory.id} view={view} onShow={onShow} />
      <ExportButton what="incidents" territoryId={territory.id} asked={view} />
      <Typography.Text type="secondary" className="queue__age">
        <Age live={live} words={words} />
      </Typography.Text>
      <Button type="text" className="queue__help" aria-label={t("desk.queue.keys")} onClick={onKeys}>
        ?
      </Button>
    </div>
  );
}
