import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEntries, usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import { ConflictVersions } from "./conflict-versions.tsx";
import type { Entry } from "./entry.ts";
import { EntryTitle } from "./entry-title.tsx";
import { isSent } from "./outbox.ts";
import { useStateWords } from "./use-state-words.ts";

/** Everything that waits, goes or has gone, what waits first and in its order. */
export function OutboxPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const entries = useEntries();
  const own = entries.filter((entry) => entry.personId === work.personId);
  const foreign = entries.filter((entry) => entry.personId !== work.personId && !isSent(entry)).length;
  const unsent = own.filter((entry) => !isSent(entry));
  const shown = [...unsent, ...own.filter(isSent).toReversed()];
  return (
    <>
      <header className="head">
        <h1>{t("leader.nav.outbox")}</h1>
        <p className="quiet">{t("leader.outbox.intro")}</p>
      </header>
      {foreign > 0 && <p className="note">{t("leader.outbox.foreign", { count: foreign })}</p>}
      {unsent.length === 0 && <p className="empty">{t("leader.outbox.none")}</p>}
      <ul className="cards">
        {shown.map((entry) => (
          <li key={entry.number}>
            <EntryCard entry={entry} work={work} />
          </li>
        ))}
      </ul>
    </>
  );
}

function EntryCard({ entry, work }: { entry: Entry; work: Work }): ReactNode {
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
      {state.kind === "conflict" && <ConflictVersions entry={entry} work={work} />}
      {state.kind === "refused" && <RefusedWays entry={entry} code={state.code} />}
      {mayBeGivenUp(entry) && <Discard entryKey={entry.key} />}
    </article>
  );
}

/** What stands still, by itself or for as long as nobody gives a role back. */
const mayBeGivenUp = ({ state }: Entry): boolean =>
  state.kind === "refused" ||
  state.kind === "conflict" ||
  (state.kind === "waiting" && state.because === "NOT_PERMITTED");

/** What was refused for another reason than the course of things may be taken another time, or without what was refused. */
function RefusedWays({ entry: { key, work }, code }: { entry: Entry; code: string }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const seenSteps = work.kind === "act" ? work.seenSteps : 0;
  return (
    <>
      {code.startsWith("PHOTO_") && (
        <button type="button" className="button" onClick={() => void outbox.resendBare(key, seenSteps)}>
          {t("leader.outbox.withoutPhotos")}
        </button>
      )}
      <button type="button" className="button" onClick={() => void outbox.resend(key, seenSteps)}>
        {t("leader.outbox.retryNow")}
      </button>
    </>
  );
}

function Discard({ entryKey }: { entryKey: string }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const [isSure, setSure] = useState(false);
  return (
    <button
      type="button"
      className={isSure ? "button button--wrong" : "button button--quiet"}
      onClick={() => (isSure ? void outbox.discard(entryKey) : setSure(true))}
    >
      {t(isSure ? "leader.outbox.reallyDiscard" : "leader.outbox.discard")}
    </button>
  );
}
