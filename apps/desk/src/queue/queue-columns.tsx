import type { IncidentStatus, QueueEntry } from "@getu/domain";
import { Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "../severity-tag.tsx";
import { StatusTag } from "../status-tag.tsx";
import { TimeLeft } from "../time-left.tsx";
import type { DeskWords } from "../use-desk-words.ts";

type EntryProps = { entry: QueueEntry; words: DeskWords };

function Matter({ entry, words }: EntryProps): ReactNode {
  return (
    <>
      <div className="queue__line">
        <strong>{words.category(entry)}</strong>
        <SeverityTag severity={entry.severity} />
      </div>
      <div className="queue__summary" title={entry.summary}>
        {entry.summary}
      </div>
    </>
  );
}

/** Work that is done waits for a judgement, other work for somebody to take it. */
const isJudged = (status: IncidentStatus): boolean => status === "fed-back" || status === "verified";

function Answering({ entry: { owner, asked, reached, status }, words }: EntryProps): ReactNode {
  const { t } = useTranslation();
  if (!owner) return <Typography.Text type="secondary">{t("desk.queue.notYet")}</Typography.Text>;
  return (
    <>
      <div>{words.duty(owner)}</div>
      {asked && (
        <div className="queue__quiet">
          {t(isJudged(status) ? "desk.queue.judges" : "desk.queue.asked", { duty: words.duty(asked.duty) })}
          {reached !== null && ` · ${t("desk.case.climbed")}`}
        </div>
      )}
    </>
  );
}

function Place({ entry: { gridCurrent, nearBorder }, words }: EntryProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {words.gridPath(gridCurrent)}
      {nearBorder && <span className="queue__doubt"> {t("ticker.nearBorder")}</span>}
    </>
  );
}

function Numbers({ entry: { id, externalId } }: Pick<EntryProps, "entry">): ReactNode {
  return (
    <>
      <div className="queue__number">{id}</div>
      {externalId !== null && (
        <div className="queue__quiet queue__clip" title={externalId}>
          {externalId}
        </div>
      )}
    </>
  );
}

type TimedProps = EntryProps & { now: Date };

function Due({ entry, words, now }: TimedProps): ReactNode {
  return (
    <>
      <TimeLeft incident={entry} now={now} />
      {entry.dueAt !== null && (
        <div className="queue__quiet">{words.format.moment(new Date(entry.dueAt), now)}</div>
      )}
    </>
  );
}

function CameIn({ entry: { channel, reportedAt }, words, now }: TimedProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div>{t(`channel.${channel}`)}</div>
      <div className="queue__quiet">{words.format.moment(new Date(reportedAt), now)}</div>
    </>
  );
}

/** All of it in one cell. */
function Whole({ entry, words, now }: TimedProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div className="queue__line queue__line--apart">
        <span className="queue__quiet">{t("desk.case.number", { id: entry.id })}</span>
        <TimeLeft incident={entry} now={now} />
      </div>
      <Matter {...{ entry, words }} />
      <div className="queue__line queue__quiet">
        <StatusTag status={entry.status} words={words} />
        <span>{t(`channel.${entry.channel}`)}</span>
        <span>{words.format.moment(new Date(entry.reportedAt), now)}</span>
      </div>
      <div className="queue__quiet">{words.gridPath(entry.gridCurrent)}</div>
      <div className="queue__quiet">{entry.owner && words.duty(entry.owner)}</div>
    </>
  );
}

type ColumnsOptions = { words: DeskWords; now: Date; size: "wide" | "narrow" };

/** The columns of a queue; on a telephone all of it stands in one. */
export function useQueueColumns({ words, now, size }: ColumnsOptions): TableColumnsType<QueueEntry> {
  const { t } = useTranslation();
  const matter = t("desk.queue.column.matter");
  if (size === "narrow")
    return [{ key: "all", title: matter, render: (_, entry) => <Whole {...{ entry, words, now }} /> }];
  return [
    { title: t("desk.queue.column.number"), width: 150, render: (_, entry) => <Numbers entry={entry} /> },
    { title: matter, render: (_, entry) => <Matter {...{ entry, words }} /> },
    { title: t("selection.grid"), width: 220, render: (_, entry) => <Place {...{ entry, words }} /> },
    {
      title: t("selection.status"),
      width: 128,
      render: (_, { status }) => <StatusTag status={status} words={words} />,
    },
    {
      title: t("desk.queue.column.answers"),
      width: 230,
      render: (_, entry) => <Answering {...{ entry, words }} />,
    },
    {
      title: t("desk.queue.column.due"),
      width: 116,
      render: (_, entry) => <Due {...{ entry, words, now }} />,
    },
    {
      title: t("desk.queue.column.channel"),
      width: 128,
      render: (_, entry) => <CameIn {...{ entry, words, now }} />,
    },
  ];
}
