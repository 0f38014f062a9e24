import { dayStart, INCIDENT_STATUSES, isOpen } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { OwnedList, Panel, useQueue } from "@getu/ui";
import type { IncidentWords, QueueView, SummaryNumber } from "@getu/ui";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedNumber, Stage } from "./stage.ts";

const OPEN_STATUSES = INCIDENT_STATUSES.filter(isOpen);

/** The queue that each number counts; the worst or the newest first. */
function viewOf({ number, gridId }: OpenedNumber, midnight: string): QueueView {
  const place = gridId === null ? {} : { gridId };
  const views = {
    open: { queue: "all", order: "due", filter: { ...place, statuses: OPEN_STATUSES } },
    overdue: { queue: "overdue", order: "climbed", filter: place },
    today: { queue: "all", order: "reported", filter: { ...place, reportedFrom: midnight } },
    closedToday: { queue: "all", order: "closed", filter: { ...place, closedFrom: midnight } },
  } as const satisfies Record<SummaryNumber, unknown>;
  return views[number];
}

/** What one number counts, with who has it and since when; it closes when whoever opened it has gone. */
export function NumberList(props: {
  opened: OpenedNumber;
  territory: Territory;
  words: IncidentWords;
  now: Date;
  stage: Pick<Stage, "setOpened">;
  isTouched: boolean;
}): ReactNode {
  const { opened, territory, words, now, stage, isTouched } = props;
  const { setOpened } = stage;
  const { t } = useTranslation();
  const { number, gridId } = opened;
  const view = viewOf(opened, dayStart(now, territory.timeZone).toISOString());
  const { data, isPlaceholderData } = useQueue({ territoryId: territory.id, view, after: null });
  const entries = isPlaceholderData ? null : (data?.entries ?? null); // those of another number are none of this one
  useEffect(() => {
    if (!isTouched) setOpened(null);
  }, [isTouched, setOpened]);
  const close = (
    <button
      type="button"
      className="number-list__close"
      onClick={() => setOpened(null)}
      aria-label={t("selection.close")}
    >
      ×
    </button>
  );
  const place = gridId === null ? null : words.tree.chainOf(gridId)[0]?.name;
  const title = [place, t(`summary.${number}`)].filter(Boolean).join(" · ");
  return (
    <div className="number-list" role="dialog" aria-label={title}>
      <Panel name="owned" title={title} aside={close}>
        <OwnedList entries={entries} words={words} now={now} />
      </Panel>
    </div>
  );
}
