import { QUEUES } from "@getu/domain";
import type { Queue, QueueCount } from "@getu/domain";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

type QueueTabsProps = {
  queue: Queue;
  counts: Record<Queue, QueueCount> | undefined;
  format: DeskWords["format"];
  onShow: (queue: Queue) => void;
};

/** The queues, each with how long it is. */
export function QueueTabs({ queue, counts, format, onShow }: QueueTabsProps): ReactNode {
  const { t } = useTranslation();
  const countOf = (each: Queue): string => {
    const counted = counts?.[each];
    return counted ? `${format.number(counted.count)}${counted.isMore ? "+" : ""}` : "…";
  };
  return (
    <Tabs
      className="queue__tabs"
      activeKey={queue}
      onChange={(key) => onShow(key as Queue)} // the keys are queues
      items={QUEUES.map((each) => ({
        key: each,
        label: (
          <span>
            {t(`desk.queue.name.${each}`)} <span className="queue__count">{countOf(each)}</span>
          </span>
        ),
      }))}
    />
  );
}
