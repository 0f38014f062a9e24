import { QUEUES } from "@getu/domain";
import type { Queue, QueueFilter, Territory } from "@getu/domain";
import { useLive, useNow, useQueue, useQueueCounts, useRefusalWords } from "@getu/ui";
import type { QueueView } from "@getu/ui";
import { Alert, Button } from "antd";
import type { InputRef } from "antd";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDeskWords } from "../use-desk-words.ts";
import { useMay } from "../use-may.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { ChosenBar } from "./chosen-bar.tsx";
import { KeyHelp } from "./key-help.tsx";
import { queueDeeds } from "./queue-deeds.ts";
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

  const next = isPlaceholderData ? null : (data?.next ?? null);
  const deeds = queueDeeds({ state, entries, row, after: next }, move);
  const showQueue = (queue: Queue): void => deeds.show(viewOf(queue, view.filter));
  const assign = (): void => {
    if (chosen.size === 0) deeds.toggle(); // the row one is on is meant
    if (current) setOver("assign");
  };
  useQueueKeys({
    j: () => deeds.row(row + 1),
    ArrowDown: () => deeds.row(row + 1),
    k: () => deeds.row(row - 1),
    ArrowUp: () => deeds.row(row - 1),
    Enter: () => current && deeds.open(current.id),
    x: deeds.toggle,
    a: assign,
    n: deeds.next,
    p: deeds.back,
    "/": () => search.current?.focus(),
    "?": () => setOver("keys"),
    Escape: () => deeds.choose([]),
    ...Object.fromEntries(QUEUES.map((queue, i) => [i + 1, () => showQueue(queue)])),
  });

  return (
    <>
      <QueueTabs queue={view.queue} counts={counts} format={words.format} onShow={showQueue} />
      <QueueTools
        {...{ territory, view, live, words, search }}
        onShow={(shown) => {
          deeds.show(shown);
          if (countFilters(shown.filter) > 0) setFiltersOpen(true); // what narrows the table is in sight
        }}
        onFilters={() => setFiltersOpen(!areFiltersOpen)}
        onKeys={() => setOver("keys")}
      />
      {areFiltersOpen && (
        <QueueFilters
          filter={view.filter}
          words={words}
          timeZone={territory.timeZone}
          onFilter={(filter) => deeds.show({ ...view, filter })}
        />
      )}
      {error !== null && <Failed error={error} onRetry={() => void refetch()} />}
      <QueueTable
        {...{ entries, words, now, row, chosen }}
        isLoading={isPlaceholderData || (isPending && error === null)}
        emptyWords={t(`desk.queue.${emptyKey(view)}`)}
        on={deeds}
      />
      <QueuePager
        {...{ words, now }}
        page={pages.length}
        rows={data}
        onBack={deeds.back}
        onNext={deeds.next}
      />
      <ChosenBar count={chosen.size} onAssign={() => setOver("assign")} onClear={() => deeds.choose([])} />
      {over === "assign" && (
        <AssignDialog
          territoryId={territory.id}
          ids={chosen}
          words={words}
          onAssigned={deeds.choose}
          onClose={() => setOver(null)}
        />
      )}
      <KeyHelp isOpen={over === "keys"} onClose={() => setOver(null)} />
    </>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  return (
    <Alert
      type="error"
      showIcon
      title={t("desk.queue.failed")}
      description={wordsFor(error)}
      action={<Button onClick={onRetry}>{t("desk.queue.retry")}</Button>}
    />
  );
}

/** Who looks for a case in one queue must not take it for lost. */
function emptyKey({ queue, filter }: QueueView): "empty" | "emptyFiltered" | "emptyFilteredHere" {
  if (!isFiltered(filter)) return "empty";
  return queue === "all" ? "emptyFiltered" : "emptyFilteredHere";
}
