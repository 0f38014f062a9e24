import { categoryName, useLanguage } from "@getu/ui";
import type { Case } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePresentCase } from "../case/use-present-case.ts";
import { useLoopNames } from "../loop-names.ts";
import { usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import type { ActWork, Entry } from "./entry.ts";
import { notedIn, toReportAt } from "./hand-on.ts";
import { OtherWords } from "./other-words.tsx";
import { Theirs } from "./theirs.tsx";

type ConflictVersionsProps = {
  entry: Entry;
  /** The entry with all that builds on it. */
  chain: readonly Entry[];
  work: Work;
};

/**
 * What the leader noted beside how it stands now, and the ways on: to the incident, again where it still can be done, handed
 * on where it is somebody else's, or kept as a note.
 */
export function ConflictVersions({ entry, ...rest }: ConflictVersionsProps): ReactNode {
  const { work, state } = entry;
  if (state.kind === "conflict" && state.takenAs !== undefined)
    return <OtherWords entry={entry} takenAs={state.takenAs} work={rest.work} />;
  return work.kind === "act" ? <Versions entry={entry} act={work} {...rest} /> : null;
}

type VersionsProps = ConflictVersionsProps & { act: ActWork };

function Versions({ entry, chain, act, work }: VersionsProps): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const { actionName } = useLoopNames(work.loop);
  const present = usePresentCase({ territoryId: act.territoryId, id: act.incidentId });
  const { found, last, isGone, isOld } = present;
  const { words, photos } = notedIn(chain);
  return (
    <div className="versions">
      <dl>
        <div>
          <dt>{t("leader.outbox.yours")}</dt>
          <dd>
            {actionName(act.action)} <time>{work.format.moment(new Date(entry.madeAtMs), work.now)}</time>
            {words.map((each) => (
              <p key={each}>{each}</p>
            ))}
            {photos.length > 0 && <p>{t("leader.outbox.photos", { count: photos.length })}</p>}
          </dd>
        </div>
        <div>
          <dt>{t(isOld ? "leader.outbox.lastKnown" : "leader.outbox.theirs")}</dt>
          <dd>
            <Theirs present={present} work={work} />
          </dd>
        </div>
      </dl>
      {found?.actions.includes(act.action) === true && (
        <button
          type="button"
          className="button"
          onClick={() => void outbox.resend(entry.key, found.steps.length)}
        >
          {t("leader.outbox.again")}
        </button>
      )}
      {isGone && last && <HandOn last={last} chain={chain} work={work} />}
      <a className="button" href={`#/case/${act.incidentId}`}>
        {t("leader.outbox.openCase", { number: act.incidentId })}
      </a>
      <button
        type="button"
        className="button"
        onClick={() => void outbox.keepAsNotes(chain.map(({ key }) => key))}
      >
        {t("leader.outbox.keepAsNote")}
      </button>
    </div>
  );
}

/** Longer words the server does not take. */
const MOST_WORDS = 2000;

/** Sends what was noted to whoever has the place by now, as a report of its own: nobody's words and photos are lost with the grid. */
function HandOn({ last, chain, work }: { last: Case; chain: readonly Entry[]; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { outbox } = usePhone();
  const { words, photos } = notedIn(chain);
  if (words.length === 0 && photos.length === 0) return null;
  const { id: number } = last.incident;
  const text = words.length > 0 ? words.join("；") : categoryName(last.incident, work.catalogue, labelOf);
  const report = toReportAt(last.incident, {
    territoryId: work.territory.id,
    seenAtMs: chain.at(-1)!.madeAtMs, // of a chain without entries nothing was noted
    summary: t("leader.outbox.handedOn", { number, text }).slice(0, MOST_WORDS),
  });
  const keys = chain.map(({ key }) => key);
  return (
    <>
      <p className="quiet">{t("leader.outbox.handOnHint", { count: photos.length })}</p>
      <button
        type="button"
        className="button"
        onClick={() => void outbox.replace(keys, { personId: work.personId, work: report, photos })}
      >
        {t("leader.outbox.handOn")}
      </button>
    </>
  );
}
