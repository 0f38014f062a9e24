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
  ...rest
}: OwnedProps & { entries: readonly QueueEntry[] | null }): ReactNode {
  const { t } = useTranslation();
  const { listRef, room } = useRoomFor(entries?.length ?? 0);
  if (entries?.length === 0) return <p className="panel__empty">{t("owned.empty")}</p>;
  return (
    <ol className="owned" ref={listRef}>
      {entries?.slice(0, room).map((entry) => (
        <OwnedRow key={entry.id} entry={entry} {...rest} />
      ))}
    </ol>
  );
}

/** An incident with who has it, and since when it is late or open. */
export function OwnedRow({ entry, words, now }: OwnedProps & { entry: QueueEntry }): ReactNode {
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
          <Owner entry={entry} words={words} now={now} />
        </span>
        <Since entry={entry} words={words} now={now} />
      </div>
    </li>
  );
}

/** Who answers for it and since when, and who has been asked to take it. */
function Owner({
  entry: { owner, ownedSince, asked, closedAt },
  words,
  now,
}: OwnedProps & { entry: QueueEntry }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const nameOf = (gridId: number): string | null => words.tree.chainOf(gridId)[0]?.name ?? null;
  const nameIt = (duty: Duty): string =>
    dutyWords(duty, { chain: words.chain, whole: null, nameOf, labelOf });
  if (owner === null) return t("owned.nobody");
  const has = nameIt(owner);
  // Who had what is closed has it no more. A date stays with its time.
  const isHeld = ownedSince !== null && closedAt === null;
  const since = isHeld ? words.format.moment(new Date(ownedSince), now).replace(" ", "\u00A0") : null;
  const held = since === null ? has : t("owned.held", { owner: has, time: since });
  if (asked === null) return held;
  const isAsked = nameIt(asked.duty);
  return has === isAsked
    ? t("owned.toAccept", { owner: held })
    : t("owned.asked", { owner: held, asked: isAsked });
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
