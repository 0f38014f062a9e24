import { categoryName, deadlineLine, useDeadline, useLanguage } from "@getu/ui";
import type { Case } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import { unsentActs } from "../outbox/outbox.ts";
import { useOwnEntries } from "../phone.tsx";
import { TimeLeft } from "../time-left.tsx";
import { unbroken } from "../unbroken.ts";
import type { Work } from "../work.ts";
import { CaseActions } from "./case-actions.tsx";
import { CasePhotos } from "./case-photos.tsx";
import { CasePlace } from "./case-place.tsx";
import { CaseSteps } from "./case-steps.tsx";
import { GoneWords } from "./gone-words.tsx";
import { HolderLine } from "./holder-line.tsx";
import { usePresentCase } from "./use-present-case.ts";

/** One incident: what it is, who has it, what the leader can do about it. */
export function CasePage({ id, work }: { id: number; work: Work }): ReactNode {
  const { t } = useTranslation();
  const key = { territoryId: work.territory.id, id };
  const { found, last, isGone } = usePresentCase(key);
  return (
    <>
      <a className="back" href="#/today">
        ‹ {t("leader.case.back")}
      </a>
      {found ? (
        <CaseView found={found} work={work} />
      ) : (
        <p className="empty">
          {isGone && last ? <GoneWords last={last} work={work} /> : t("leader.case.gone")}
        </p>
      )}
    </>
  );
}

function CaseView({ found, work }: { found: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const { incident } = found;
  const { format, now, territory } = work;
  const { data: deadline } = useDeadline({ territoryId: territory.id, id: incident.id });
  const nameOf = (personId: string): string => found.people[personId] ?? personId;
  return (
    <>
      <header className="head">
        <h1>{categoryName(incident, work.catalogue, labelOf)}</h1>
        <p>
          <span className="quiet">#{incident.id}</span> <TimeLeft incident={incident} now={now} />
        </p>
      </header>
      <Pending found={found} work={work} />
      <CaseActions found={found} work={work} />
      <dl className="facts card">
        <div>
          <dt>{t("leader.case.summary")}</dt>
          <dd dir="auto">{incident.summary}</dd>
        </div>
        <HolderLine found={found} work={work} />
        {deadline && (
          <div>
            <dt>{t("leader.case.deadline")}</dt>
            <dd>{unbroken(deadlineLine(deadline, { t, language, format, now, nameOf }))}</dd>
          </div>
        )}
      </dl>
      <CasePhotos territoryId={territory.id} id={incident.id} />
      <CasePlace incident={incident} work={work} />
      <CaseSteps found={found} work={work} />
    </>
  );
}

function Pending({ found, work }: { found: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { actionName } = useLoopNames(work.loop);
  const unsent = unsentActs(useOwnEntries(work.personId), {
    incidentId: found.incident.id,
    steps: found.steps.length,
  });
  if (unsent.length === 0) return null;
  const actions = unsent.map(({ action }) => actionName(action)).join(" → ");
  return (
    <p className="note" role="status">
      {t("leader.case.pending", { actions })}
    </p>
  );
}
