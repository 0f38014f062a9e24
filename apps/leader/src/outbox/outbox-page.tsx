import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useBookState, useOwnEntries, usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import { ConflictVersions } from "./conflict-versions.tsx";
import type { Entry } from "./entry.ts";
import { EntryTitle } from "./entry-title.tsx";
import { DOUBTFUL_TIME } from "./noted-time.ts";
import { isSettled, mayBeThere, tailOf } from "./outbox.ts";
import { TimeQuestion } from "./time-question.tsx";
import { useStateWords } from "./use-state-words.ts";

/** Everything that waits, goes or has gone, what waits first and in its order. */
export function OutboxPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const own = useOwnEntries(work.personId);
  const { unreadable, others } = useBookState();
  const unsent = own.filter((entry) => !isSettled(entry));
  const shown = [...unsent, ...own.filter(isSettled).toReversed()];
  return (
    <>
      <header className="head">
        <h1>{t("leader.nav.outbox")}</h1>
        <p className="quiet">{t("leader.outbox.intro")}</p>
      </header>
      {unreadable.length > 0 && <Unreadable count={unreadable.length} />}
      {others > 0 && <p className="note">{t("leader.outbox.foreign", { count: others })}</p>}
      {unsent.length === 0 && <p className="empty">{t("leader.outbox.none")}</p>}
      <ul className="cards">
        {shown.map((entry) => (
          <li key={entry.number}>
            <EntryCard entry={entry} chain={isSettled(entry) ? [entry] : tailOf(own, entry)} work={work} />
          </li>
        ))}
      </ul>
    </>
  );
}

type EntryCardProps = {
  entry: Entry;
  /** The entry with what builds on it. */
  chain: readonly Entry[];
  work: Work;
};

function EntryCard({ entry, chain, work }: EntryCardProps): ReactNode {
  const { t } = useTranslation();
  const { state, photos } = entry;
  const words = useStateWords(work)(entry);
  return (
    <article className="entry" data-state={state.kind}>
      <EntryTitle entry={entry} work={work} />
      {photos.length > 0 && (
        <span className="quiet">{t("leader.outbox.photos", { count: photos.length })}</span>
      )}
      <p className="entry__state" role="status">
        {words}
      </p>
      {state.kind === "conflict" && <ConflictVersions entry={entry} chain={chain} work={work} />}
      {state.kind === "refused" &&
        (state.code === DOUBTFUL_TIME ? (
          <TimeQuestion entry={entry} work={work} />
        ) : (
          <RefusedWays entry={entry} code={state.code} />
        ))}
      {state.kind !== "sent" && state.kind !== "sending" && <TakeBack chain={chain} />}
    </article>
  );
}

/** Takes back an entry with what builds on it; what is on its way already goes on, and that is said. */
function TakeBack({ chain }: { chain: readonly Entry[] }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const [isOnItsWay, setOnItsWay] = useState(false);
  const take = async (): Promise<void> => {
    const isBack = await outbox.takeBack(chain.map(({ key }) => key));
    setOnItsWay(!isBack);
  };
  return (
    <>
      {isOnItsWay && (
        <p className="problem" role="alert">
          {t("leader.outbox.onItsWay")}
        </p>
      )}
      <Discard
        count={chain.length}
        warning={chain.some(mayBeThere) ? t("leader.outbox.mayBeThere") : null}
        onDiscard={() => void take()}
      />
    </>
  );
}

/** What was refused for another reason than the course of things may be taken another time, or without what was refused. */
function RefusedWays({ entry: { key, work, photos }, code }: { entry: Entry; code: string }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const seenSteps = work.kind === "act" ? work.seenSteps : 0;
  const refused = code.startsWith("PHOTO_")
    ? (photos.find(({ sent }) => sent === null) ?? photos[0])
    : undefined;
  return (
    <>
      {refused && (
        <button
          type="button"
          className="button"
          onClick={() => void outbox.resendWithout(refused.picture, { key, seenSteps })}
        >
          {photos.length === 1
            ? t("leader.outbox.withoutPhotos")
            : t("leader.outbox.withoutPhoto", { number: photos.indexOf(refused) + 1 })}
        </button>
      )}
      <button type="button" className="button" onClick={() => void outbox.resend(key, seenSteps)}>
        {t("leader.outbox.retryNow")}
      </button>
    </>
  );
}

/** What lies there sealed and cannot be opened any more: it is said, and goes when somebody says so. */
function Unreadable({ count }: { count: number }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  return (
    <div className="problem" role="alert">
      <p>{t("leader.outbox.unreadable", { count })}</p>
      <Discard count={1} warning={null} onDiscard={() => void outbox.discardUnreadable()} />
    </div>
  );
}

type DiscardProps = {
  count: number;
  /** What else there is to know before it is gone. */
  warning: string | null;
  onDiscard: () => void;
};

/** Asks once more before something is gone for good, with all that builds on it. */
function Discard({ count, warning, onDiscard }: DiscardProps): ReactNode {
  const { t } = useTranslation();
  const [isSure, setSure] = useState(false);
  if (!isSure) {
    return (
      <button type="button" className="button button--quiet" onClick={() => setSure(true)}>
        {count > 1 ? t("leader.outbox.discardChain", { count }) : t("leader.outbox.discard")}
      </button>
    );
  }
  return (
    <>
      {warning !== null && <p className="hint">{warning}</p>}
      <button type="button" className="button button--wrong" onClick={onDiscard}>
        {t("leader.outbox.reallyDiscard")}
      </button>
      <button type="button" className="button" onClick={() => setSure(false)}>
        {t("leader.outbox.keepIt")}
      </button>
    </>
  );
}
