import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "./entry.ts";
import { EntryTitle } from "./entry-title.tsx";
import { countUnsent, isSettled } from "./outbox.ts";

/** The words of the office are for who has a role. */
const WITHOUT_WORDS = { catalogue: null, loop: null };

/** What who has no role can still read of what waits: somebody else may have to be told of it. */
export function WaitingEntries({ entries }: { entries: readonly Entry[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <details className="note">
      <summary>{t("leader.door.kept", { count: countUnsent(entries).unsent })}</summary>
      <ul className="cards">
        {entries
          .filter((entry) => !isSettled(entry))
          .map((entry) => (
            <li key={entry.number} className="entry">
              <EntryTitle entry={entry} work={WITHOUT_WORDS} />
              {entry.photos.length > 0 && (
                <span className="quiet">{t("leader.outbox.photos", { count: entry.photos.length })}</span>
              )}
            </li>
          ))}
      </ul>
    </details>
  );
}
