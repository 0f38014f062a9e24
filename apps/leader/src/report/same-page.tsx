import type { Incident } from "@getu/domain";
import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDraftPhotos } from "../draft-photos.ts";
import { NotKept } from "../not-kept.tsx";
import { isStuckAt, pendingActs } from "../outbox/outbox.ts";
import { useOwnEntries } from "../phone.tsx";
import { PhotoField } from "../photo-field.tsx";
import { useDraft } from "../use-draft.ts";
import { isBusy, useKeep } from "../use-keep.ts";
import type { Work } from "../work.ts";
import { EMPTY_REPORT, reportDraftOf } from "./report-draft.ts";
import { toSupplement } from "./supplement.ts";

/** What was begun as a report and is the same as something open: its words and photos go there instead. */
export function SamePage({ id, work }: { id: number; work: Work }): ReactNode {
  const { t } = useTranslation();
  const incident = [...(work.mine ?? []), ...work.others].find((each) => each.id === id);
  return (
    <>
      <a className="back" href="#/report">
        ‹ {t("leader.same.back")}
      </a>
      {incident ? <Same incident={incident} work={work} /> : <p className="empty">{t("leader.same.gone")}</p>}
    </>
  );
}

type SameProps = { incident: Incident; work: Work };

function Same({ incident, work }: SameProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const isStuck = isStuckAt(useOwnEntries(work.personId), incident.id);
  return (
    <>
      <header className="head">
        <h1>{categoryName(incident, work.catalogue, labelOf)}</h1>
        <p dir="auto">{incident.summary}</p>
        <p className="quiet">
          #{incident.id} · {work.format.moment(new Date(incident.reportedAt), work.now)}
        </p>
      </header>
      {isStuck ? (
        <a className="button" href="#/outbox">
          {t("leader.case.stuck")}
        </a>
      ) : (
        <SupplementForm incident={incident} work={work} />
      )}
    </>
  );
}

/** The report that was begun, as what is added: given up it is a report as before. */
function SupplementForm({ incident, work }: SameProps): ReactNode {
  const { t } = useTranslation();
  const draftName = reportDraftOf(work.personId);
  const [draft, change] = useDraft(draftName, EMPTY_REPORT);
  const taken = useDraftPhotos(draft, change);
  const { keeping, keep } = useKeep();
  const entries = useOwnEntries(work.personId);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (taken.inWork > 0) return;
    const steps = work.my.cases.get(incident.id)?.steps.length ?? 1;
    const pending = pendingActs(entries, { incidentId: incident.id, steps });
    const supplement = toSupplement(incident, {
      territoryId: work.territory.id,
      text: draft.text,
      wordless: t("leader.same.again"),
      seenSteps: steps + pending.length,
    });
    const said = { personId: work.personId, work: supplement, photos: draft.photos, draft: draftName };
    if (await keep(said)) location.hash = `#/case/${incident.id}`;
  }

  return (
    <form className="report" onSubmit={(event) => void submit(event)}>
      <p className="hint">{t("leader.same.hint")}</p>
      <PhotoField kind="near" label={t("leader.report.photo")} taken={taken} />
      <label className="card">
        {t("leader.report.text")}
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={t("leader.same.again")}
          value={draft.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <NotKept keeping={keeping} />
      <div className="report__send">
        <button type="submit" className="button button--main" disabled={isBusy(keeping) || taken.inWork > 0}>
          {t(taken.inWork > 0 ? "leader.report.photosInWork" : "leader.same.send")}
        </button>
      </div>
    </form>
  );
}
