import { QUEUES } from "@getu/domain";
import type { Queue, QueueCount } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

type QueueTabsProps = {
  queue: Queue;
  counts: Record<Queue, QueueCount> | undefined;
  format: DeskWords["format"];
  onShow: (queue: Queue) => void;
};

/** The queues, each with how long it is. Our own: the library's put a menu where only tabs may stand. */
export function QueueTabs({ queue, counts, format, onShow }: QueueTabsProps): ReactNode {
  const { t } = useTranslation();
  const countOf = (each: Queue): string => {
    const counted = counts?.[each];
    return counted ? `${format.number(counted.count)}${counted.isMore ? "+" : ""}` : "…";
  };
  return (
    <div className="queue__tabs" role="tablist" aria-label={t("desk.queue.title")}>
      {QUEUES.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          className="queue__tab"
          aria-selected={each === queue}
          onClick={() => onShow(each)}
        >
          {t(`desk.queue.name.${each}`)} <span className="queue__count">{countOf(each)}</span>
        </button>
      ))}
    </div>
  );
}
