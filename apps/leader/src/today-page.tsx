import { CHANNEL_LABELS } from "@getu/domain";
import type { Incident, QueueEntry } from "@getu/domain";
import { categoryName, useLanguage } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { partWork } from "./own-work.ts";
import { useOwnEntries } from "./phone.tsx";
import { DueVisits } from "./visit/due-visits.tsx";
import { WorkCard } from "./work-card.tsx";
import type { Work } from "./work.ts";

const OTHERS_AT_FIRST = 5;

/** One's own open work by time left, whom to visit, then what else is open in the grid. */
export function TodayPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const { around, duty } = work;
  const { labelOf } = useLanguage();
  const { toDo, elsewhere } = partWork(work, useOwnEntries(work.personId));
  return (
    <>
      <header className="head">
        <h1>{around?.name ?? labelOf(duty.territory.name)}</h1>
        <p className="quiet">{work.format.day(work.now, work.now)}</p>
      </header>
      <section aria-labelledby="mine">
        <h2 id="mine">
          {t("leader.today.mine")}
          {toDo.length > 0 && <span className="count">{toDo.length}</span>}
        </h2>
        {work.mine === null && <p className="empty">{t("leader.today.first")}</p>}
        {work.mine !== null && toDo.length === 0 && <p className="empty">{t("leader.today.none")}</p>}
        <WorkCards entries={toDo} work={work} />
      </section>
      <DueVisits work={work} />
      {elsewhere.length > 0 && (
        <section aria-labelledby="elsewhere">
          <h2 id="elsewhere">
            {t("leader.today.waiting")}
            <span className="count">{elsewhere.length}</span>
          </h2>
          <WorkCards entries={elsewhere} work={work} />
        </section>
      )}
      <Others work={work} />
    </>
  );
}

type WorkCardsProps = { entries: readonly QueueEntry[]; work: Work };

function WorkCards({ entries, work }: WorkCardsProps): ReactNode {
  return (
    <ul className="cards">
      {entries.map((entry) => (
        <li key={entry.id}>
          <WorkCard entry={entry} work={work} />
        </li>
      ))}
    </ul>
  );
}

function Others({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? work.others : work.others.slice(0, OTHERS_AT_FIRST);
  const hidden = work.others.length - shown.length;
  return (
    <section aria-labelledby="others">
      <h2 id="others">{t("leader.today.others")}</h2>
      {work.others.length === 0 && <p className="empty">{t("leader.today.noOthers")}</p>}
      <ul className="lines">
        {shown.map((incident) => (
          <li key={incident.id}>
            <OtherLine incident={incident} work={work} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="button button--quiet" onClick={() => setWhole(true)}>
          {t("leader.today.more", { count: hidden })}
        </button>
      )}
    </section>
  );
}

function OtherLine({ incident, work }: { incident: Incident; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const channel = labelOf(CHANNEL_LABELS[incident.channel]);
  const time = work.format.moment(new Date(incident.reportedAt), work.now);
  return (
    <a className="line" href={`#/case/${incident.id}`}>
      <strong>{categoryName(incident, work.catalogue, labelOf)}</strong>
      <span className="line__summary">{incident.summary}</span>
      <span className="quiet">{t("leader.today.by", { channel, time })}</span>
    </a>
  );
}
