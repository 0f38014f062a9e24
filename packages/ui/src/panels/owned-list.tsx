import { isOverdue } from "@getu/domain";
import type { Duty, QueueEntry } from "@getu/domain";
import { SEVERITY_SIGNS } from "@getu/layers";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dutyWords } from "../duty-words.ts";
import { ageText } from "../format.ts";
import { useLanguage } from "../messages/use-language.ts";
import { categoryName, gridWords } from "./incident-words.ts";
import type { IncidentWords } from "./incident-words.ts";
import { Rung } from "./rung.tsx";
import { Sign } from "./sign.tsx";
import { useRoomFor } from "./use-room-for.ts";

type OwnedProps = { words: IncidentWords; now: Date };

/** Incidents with who has them and since when they are late or open; as many as there is room for. */
export function OwnedList({
  entries,
  goesOn,
  ...rest
}: OwnedProps & {
  entries: readonly QueueEntry[] | null;
  /** Whether there are more than these; left out = the list does not say what it does not show. */
  goesOn?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { listRef, room } = useRoomFor(entries?.length ?? 0);
  if (entries?.length === 0 && goesOn !== true) return <p className="panel__empty">{t("owned.empty")}</p>;
  const hidden = (entries?.length ?? 0) - room;
  return (
    <>
      <ol className="owned" ref={listRef}>
        {entries?.slice(0, room).map((entry) => (
          <OwnedRow key={entry.id} entry={entry} {...rest} />
        ))}
      </ol>
      {goesOn === true && <p className="panel__empty">{t("owned.goesOn")}</p>}
      {goesOn === false && hidden > 0 && <p className="panel__empty">{t("owned.more", { count: hidden })}</p>}
    </>
  );
}

function OwnedRow({ entry, words, now }: OwnedProps & { entry: QueueEntry }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const isLate = isOverdue(entry, now);
  return (
    <li>
      <div className="owned__row" data-incident={entry.id} data-late={isLate}>
        <Sign path={SEVERITY_SIGNS[entry.severity]} colour={words.theme.severity[entry.severity]} />
        <span className="owned__what">{categoryName(entry, words.catalogue, labelOf)}</span>
        <span className="owned__state">
          {isLate ? <Rung reached={entry.reached} chain={words.chain} /> : t(`status.${entry.status}`)}
        </span>
        <span className="owned__where">
          {gridWords(entry.gridCurrent, words.tree) ?? t("ticker.outside")}
        </span>
        <span className="owned__who">
          <Owner entry={entry} words={words} />
        </span>
        <Since entry={entry} words={words} now={now} />
      </div>
    </li>
  );
}

/** Who answers for it, and who has been asked to take it. */
function Owner({
  entry: { owner, asked },
  words,
}: Omit<OwnedProps, "now"> & { entry: QueueEntry }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const nameOf = (gridId: number): string | null => words.tree.chainOf(gridId)[0]?.name ?? null;
  const nameIt = (duty: Duty): string =>
    dutyWords(duty, { chain: words.chain, whole: null, nameOf, labelOf });
  if (owner === null) return t("owned.nobody");
  if (asked === null) return nameIt(owner);
  const [has, isAsked] = [nameIt(owner), nameIt(asked.duty)];
  return has === isAsked
    ? t("owned.toAccept", { asked: isAsked })
    : t("owned.asked", { owner: has, asked: isAsked });
}

/** What is late counts from its deadline, what is open from its report, what is closed is told with its time. */
function Since({ entry, words, now }: OwnedProps & { entry: QueueEntry }): ReactNode {
  const { t } = useTranslation();
  const { reportedAt, dueAt, closedAt } = entry;
  const isLate = isOverdue(entry, now);
  const since = new Date(closedAt ?? (isLate && dueAt !== null ? dueAt : reportedAt));
  const time = words.format.moment(since, now);
  const age = ageText(now.getTime() - since.getTime(), t);
  const key = closedAt !== null ? "closed" : isLate ? "late" : "open";
  return (
    <time className="owned__since" dateTime={since.toISOString()}>
      {t(`owned.since.${key}`, { age, time })}
    </time>
  );
}
