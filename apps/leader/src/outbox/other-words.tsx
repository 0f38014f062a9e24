import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePresentCase } from "../case/use-present-case.ts";
import { usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import type { Entry } from "./entry.ts";
import { EntryTitle } from "./entry-title.tsx";
import { Theirs } from "./theirs.tsx";

type OtherWordsProps = {
  entry: Entry;
  /** The incident to which the key of the entry has brought something else. */
  takenAs: number;
  work: Work;
};

/** What the leader noted beside what the server took under the same key; it goes as one of its own, or not at all. */
export function OtherWords({ entry, takenAs, work }: OtherWordsProps): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const { key, personId, photos } = entry;
  const present = usePresentCase({ territoryId: entry.work.territoryId, id: takenAs });
  const { found } = present;
  const anew = {
    personId,
    photos: photos.map((photo) => ({ ...photo, sent: null })), // what was uploaded may belong to the other by now
    work: entry.work.kind === "act" && found ? { ...entry.work, seenSteps: found.steps.length } : entry.work,
  };
  return (
    <div className="versions">
      <dl>
        <div>
          <dt>{t("leader.outbox.yours")}</dt>
          <dd>
            <EntryTitle entry={entry} work={work} />
          </dd>
        </div>
        <div>
          <dt>{t("leader.outbox.takenAs", { number: takenAs })}</dt>
          <dd>
            {found && <span>{found.incident.summary} · </span>}
            <Theirs present={present} work={work} />
          </dd>
        </div>
      </dl>
      <button type="button" className="button" onClick={() => void outbox.replace([key], anew)}>
        {t("leader.outbox.sendAsNew")}
      </button>
    </div>
  );
}
