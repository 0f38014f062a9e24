import { isOverdue, SEVERITY_LABELS } from "@getu/domain";
import type { QueueEntry } from "@getu/domain";
import { categoryName, deadlineLine, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { openActions } from "./next-action.ts";
import { isStuckAt, pendingActs, unsentActs } from "./outbox/outbox.ts";
import { useOwnEntries } from "./phone.tsx";
import { TimeLeft } from "./time-left.tsx";
import { useLoopNames } from "./loop-names.ts";
import { unbroken } from "./unbroken.ts";
import type { Work } from "./work.ts";

/** One piece of work: what, how long it has, why so long, and what comes next. */
export function WorkCard({ entry, work }: { entry: QueueEntry; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const deadline = work.my.deadlines.get(entry.id);
  const { format, now } = work;
  return (
    <a
      className={isOverdue(entry, now) ? "work work--late" : "work"}
      href={`#/case/${entry.id}`}
      data-severity={entry.severity}
    >
      <span className="work__head">
        <strong>{categoryName(entry, work.catalogue, labelOf)}</strong>
        <span className="severity">{labelOf(SEVERITY_LABELS[entry.severity])}</span>
        <TimeLeft incident={entry} now={now} />
      </span>
      <span className="work__summary">{entry.summary}</span>
      {deadline && (
        <span className="work__why">
          {unbroken(
            deadlineLine(deadline, { t, language, format, now, nameOf: (id) => nameIn(work, entry.id, id) }),
          )}
        </span>
      )}
      <NextStep entry={entry} work={work} />
    </a>
  );
}

const nameIn = ({ my }: Work, incidentId: number, personId: string): string =>
  my.cases.get(incidentId)?.people[personId] ?? personId;

function NextStep({ entry, work }: { entry: QueueEntry; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { actionName, statusName } = useLoopNames(work.loop);
  const found = work.my.cases.get(entry.id);
  const entries = useOwnEntries(work.personId);
  const heard = { incidentId: entry.id, steps: found?.steps.length ?? Infinity };
  const pending = pendingActs(entries, heard);
  const isStuck = isStuckAt(entries, entry.id);
  const next = found && !isStuck ? openActions(found, pending, work.duties)[0] : undefined;
  return (
    <span className="work__next">
      <span className="quiet">{statusName(entry.status)}</span>
      {isStuck && <span className="pending">{t("leader.today.stuck")}</span>}
      {unsentActs(entries, heard).map(({ action, seenSteps }) => (
        <span key={seenSteps} className="pending">
          {t("leader.today.pending", { action: actionName(action) })}
        </span>
      ))}
      {next ? (
        <span className="next">
          {t("leader.today.next")} <b>{actionName(next)}</b>
        </span>
      ) : (
        found && pending.length === 0 && <span className="quiet">{t("leader.today.waiting")}</span>
      )}
    </span>
  );
}
