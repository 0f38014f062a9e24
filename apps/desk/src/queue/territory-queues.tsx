import { QUEUES } from "@getu/domain";
import type { QueueFilter, Territory } from "@getu/domain";
import { useLive, useNow, useQueue, useQueueCounts, useRefusalWords, goTo } from "@getu/ui";
import type { QueueView } from "@getu/ui";
import { Alert, Button } from "antd";
import type { InputRef } from "antd";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { rememberList } from "../opened-list.ts";
import { useDeskWords } from "../use-desk-words.ts";
import { useMay } from "../use-may.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { ChosenBar } from "./chosen-bar.tsx";
import { KeyHelp } from "./key-help.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import { QueuePager } from "./queue-pager.tsx";
import { countFilters, useQueueState, viewOf } from "./queue-state.ts";
import { QueueTable } from "./queue-table.tsx";
import { QueueTabs } from "./queue-tabs.tsx";
import { QueueTools } from "./queue-tools.tsx";
import { useQueueKeys } from "./use-queue-keys.ts";

const TICK_MS = 10_000;

const isFiltered = (filter: QueueFilter): boolean => Object.values(filter).some((part) => part !== undefined);

/** The queues of one territory: one of them, page by page, with what can be done from here. */
export function TerritoryQueues(props: { territory: Territory; personId: string }): ReactNode {
  const { territory, personId } = props;
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const words = useDeskWords(territory);
  const live = useLive(territory.id);
  const now = new Date(useNow(TICK_MS) + live.offsetMs);
  // Who only looks on has nothing of their own to do.
  const first = useMay()("incident.act", territory.id) ? "mine" : "all";
  const [state, move] = useQueueState(`${personId} ${territory.id}`, first);
  const [over, setOver] = useState<"assign" | "keys" | null>(null);
  const [areFiltersOpen, setFiltersOpen] = useState(countFilters(state.view.filter) > 0);
  const search = useRef<InputRef>(null);
  const { view, pages, chosen } = state;
  const counts = useQueueCounts(territory.id).data;
  const after = pages.at(-1) ?? null;
  const { data, error, isPlaceholderData, isPending, refetch } = useQueue({
    territoryId: territory.id,
    view,
    after,
  });
  const entries = data?.entries ?? [];
  const row = Math.min(state.row, Math.max(0, entries.length - 1));
  const current = entries[row];

  const openIncident = (id: number): void => {
    rememberList(entries.map((entry) => entry.id));
    goTo(`incident/${id}`);
  };
  const show = (filter: QueueFilter): void => move({ kind: "show", view: { ...view, filter } });
  const toRow = (wanted: number): void =>
    move({ kind: "row", row: Math.max(0, Math.min(wanted, entries.length - 1)) });
  const choose = (ids: Iterable<number>): void => move({ kind: "choose", ids });
  const toggle = (): void => {
    if (current)
      choose(
        chosen.has(current.id) ? [...chosen].filter((id) => id !== current.id) : [...chosen, current.id],
      );
  };
  const assign = (): void => {
    if (chosen.size === 0) toggle(); // the row one is on is meant
    if (current) setOver("assign");
  };
  const next = (): void => {
    if (data?.next && !isPlaceholderData) move({ kind: "next", after: data.next });
  };
  useQueueKeys({
    j: () => toRow(row + 1),
    ArrowDown: () => toRow(row + 1),
    k: () => toRow(row - 1),
    ArrowUp: () => toRow(row - 1),
    Enter: () => current && openIncident(current.id),
    x: toggle,
    a: assign,
    n: next,
    p: () => move({ kind: "back" }),
    "/": () => search.current?.focus(),
    "?": () => setOver("keys"),
    Escape: () => choose([]),
    ...Object.fromEntries(
      QUEUES.map((queue, i) => [i + 1, () => move({ kind: "show", view: viewOf(queue, view.filter) })]),
    ),
  });

  return (
    <>
      <QueueTabs
        queue={view.queue}
        counts={counts}
        format={words.format}
        onShow={(queue) => move({ kind: "show", view: viewOf(queue, view.filter) })}
      />
      <QueueTools
        {...{ territory, view, live, words, search }}
        onShow={(shown) => {
          move({ kind: "show", view: shown });
          if (countFilters(shown.filter) > 0) setFiltersOpen(true); // what narrows the table is in sight
        }}
        onFilters={() => setFiltersOpen(!areFiltersOpen)}
        onKeys={() => setOver("keys")}
      />
      {areFiltersOpen && (
        <QueueFilters filter={view.filter} words={words} timeZone={territory.timeZone} onFilter={show} />
      )}
      {error !== null && (
        <Alert
          type="error"
          showIcon
          title={t("desk.queue.failed")}
          description={wordsFor(error)}
          action={<Button onClick={() => refetch()}>{t("desk.queue.retry")}</Button>}
        />
      )}
      <QueueTable
        {...{ entries, words, now, row, chosen }}
        isLoading={isPlaceholderData || (isPending && error === null)}
        emptyWords={t(`desk.queue.${emptyKey(view)}`)}
        on={{ row: toRow, choose, open: openIncident }}
      />
      <QueuePager
        {...{ words, now }}
        page={pages.length}
        rows={data}
        onBack={() => move({ kind: "back" })}
        onNext={next}
      />
      <ChosenBar count={chosen.size} onAssign={() => setOver("assign")} onClear={() => choose([])} />
      {over === "assign" && (
        <AssignDialog
          territoryId={territory.id}
          ids={chosen}
          words={words}
          onAssigned={choose}
          onClose={() => setOver(null)}
        />
      )}
      <KeyHelp isOpen={over === "keys"} onClose={() => setOver(null)} />
    </>
  );
}

/** Who looks for a case in one queue must not take it for lost. */
function emptyKey({ queue, filter }: QueueView): "empty" | "emptyFiltered" | "emptyFilteredHere" {
  if (!isFiltered(filter)) return "empty";
  return queue === "all" ? "emptyFiltered" : "emptyFilteredHere";
}
