import type { QueueCursor } from "@getu/domain";
import type { QueueRows } from "@getu/ui";
import { Button, Space, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

type QueuePagerProps = {
  page: number;
  rows: QueueRows | undefined;
  words: DeskWords;
  now: Date;
  onBack: () => void;
  onNext: (after: QueueCursor) => void;
};

/** From page to page; where looking has stopped it says how far it came. */
export function QueuePager({ page, rows, words, now, onBack, onNext }: QueuePagerProps): ReactNode {
  const { t } = useTranslation();
  const next = rows?.next ?? null;
  const time = next?.at ? words.format.moment(new Date(next.at), now) : null;
  return (
    <div className="queue__pager">
      <Typography.Text type="secondary">
        {rows?.isCut && (time === null ? t("desk.queue.cut") : t("desk.queue.cutAt", { time }))}
      </Typography.Text>
      <Space>
        <Button disabled={page === 1} onClick={onBack}>
          {t("desk.queue.previous")}
        </Button>
        <span className="queue__page">
          {t("desk.queue.page", { page, count: rows?.entries.length ?? 0 })}
        </span>
        <Button disabled={next === null} onClick={() => next && onNext(next)}>
          {t(rows?.isCut ? "desk.queue.searchOn" : "desk.queue.next")}
        </Button>
      </Space>
    </div>
  );
}
