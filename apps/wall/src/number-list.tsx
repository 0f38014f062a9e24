import { dayStart, INCIDENT_STATUSES, isOpen } from "@getu/domain";
import type { QueueCursor, Summary, Territory } from "@getu/domain";
import { countOf, OwnedRow, Panel, useQueue, useRungName } from "@getu/ui";
import type { CountedIncidents, IncidentWords, QueueView, SummaryNumber } from "@getu/ui";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CameraList } from "./camera-list.tsx";
import type { OpenedNumber, Stage } from "./stage.ts";
import { TurnedRows, useTurns } from "./turned-rows.tsx";

const OPEN_STATUSES = INCIDENT_STATUSES.filter(isOpen);

/** The queue that each number counts; the worst or the newest first. */
function viewOf({ number, ...where }: CountedIncidents, midnight: string): QueueView {
  const views = {
    open: { queue: "all", order: "due", filter: { ...where, statuses: OPEN_STATUSES } },
    overdue: { queue: "overdue", order: "climbed", filter: where },
    today: { queue: "all", order: "reported", filter: { ...where, reportedFrom: midnight } },
    closedToday: { queue: "all", order: "closed", filter: { ...where, closedFrom: midnight } },
  } as const satisfies Record<SummaryNumber, unknown>;
  return views[number];
}

/** What a list is of: a state of cameras, or a number with its place and level. */
function useTitle(words: IncidentWords): (opened: OpenedNumber) => string {
  const { t } = useTranslation();
  const rungName = useRungName(words.chain);
  const placeOf = (gridId: number | null): string =>
    gridId === null ? t("ticker.outside") : (words.tree.chainOf(gridId)[0]?.name ?? "…");
  return (opened) => {
    if ("camerasIn" in opened) return `${t("cameras.title")} · ${t(`cameraStatus.${opened.camerasIn}`)}`;
    const { number, gridId, reached } = opened;
    const parts = [
      gridId === undefined ? null : placeOf(gridId),
      t(`summary.${number}`),
      reached === undefined ? null : rungName(reached),
    ];
    return parts.filter((part) => part !== null).join(" · ");
  };
}

type ListProps = { territory: Territory; summary: Summary | null; words: IncidentWords; now: Date };

/** What one number counts; it closes when whoever opened it has gone. */
export function NumberList(
  props: ListProps & { opened: OpenedNumber; stage: Pick<Stage, "setOpened">; isTouched: boolean },
): ReactNode {
  const { opened, stage, isTouched } = props;
  const { setOpened } = stage;
  const { t } = useTranslation();
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
  const title = useTitle(props.words)(opened);
  return (
    <div className="number-list" role="dialog" aria-label={title}>
      {"camerasIn" in opened ? (
        <Panel name="cameras-listed" title={title} aside={close}>
          <CameraList key={opened.camerasIn} {...props} status={opened.camerasIn} />
        </Panel>
      ) : (
        <Panel name="owned" title={title} aside={close}>
          <CountedList key={JSON.stringify(opened)} {...props} counted={opened} />
        </Panel>
      )}
    </div>
  );
}

/** Incidents with who has them and since when. */
function CountedList(props: ListProps & { counted: CountedIncidents }): ReactNode {
  const { territory, summary, words, now, counted } = props;
  const { t } = useTranslation();
  const turns = useTurns<QueueCursor>();
  const view = viewOf(counted, dayStart(now, territory.timeZone).toISOString());
  const { data, isPlaceholderData } = useQueue({ territoryId: territory.id, view, after: turns.place.after });
  const page = isPlaceholderData ? null : (data ?? null); // those of another number or place are none of this one
  return (
    <TurnedRows
      turns={turns}
      rows={page?.entries ?? null}
      next={page?.next ?? null}
      total={summary && countOf(summary, counted)}
      format={words.format}
      empty={t("owned.empty")}
      renderRow={(entry) => <OwnedRow entry={entry} words={words} now={now} />}
      keyOf={({ id }) => id}
    />
  );
}
