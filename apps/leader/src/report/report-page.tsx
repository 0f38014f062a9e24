import { categoryName, useLanguage } from "@getu/ui";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDraftPhotos } from "../draft-photos.ts";
import { Missing } from "../missing.tsx";
import { PhotoField } from "../photo-field.tsx";
import { useDraft } from "../use-draft.ts";
import { NotKept } from "../not-kept.tsx";
import { isBusy, useKeep } from "../use-keep.ts";
import type { Work } from "../work.ts";
import { CategoryField } from "./category-field.tsx";
import { kilometresAway } from "./how-far-away.ts";
import { listNear } from "./list-near.ts";
import { listUsual } from "./list-usual.ts";
import { NearList, ToNear } from "./near-list.tsx";
import { PlaceField } from "./place-field.tsx";
import { EMPTY_REPORT, findMissing, reportDraftOf, toReportWork } from "./report-draft.ts";
import type { ReportDraft } from "./report-draft.ts";
import { usePlacement } from "./placement.ts";

const PURPOSES = ["patrol", "visit"] as const;

/** One form for what is seen on a patrol or heard on a visit: photo, place, matter, done. */
export function ReportPage({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const draftName = reportDraftOf(work.personId);
  const [draft, change] = useDraft(draftName, EMPTY_REPORT);
  const taken = useDraftPhotos(draft, change);
  const [tries, setTries] = useState(0);
  const { keeping, keep } = useKeep();
  const placement = usePlacement(work.around, draft.position);
  const missing = tries > 0 ? findMissing(draft) : null;
  const far = draft.position && kilometresAway(work.territory, draft.position);
  /** The place far away that its author has been asked about: who sends once more means it. */
  const [askedAbout, setAskedAbout] = useState<ReportDraft["position"]>(null);

  const near = draft.position ? listNear(work, draft.position) : [];

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setTries((before) => before + 1);
    const report = toReportWork(draft, {
      territoryId: work.territory.id,
      gridId: placement?.gridId ?? null,
      categoryName: categoryName({ category: draft.category ?? "" }, work.catalogue, labelOf),
      nowMs: Date.now(),
    });
    if (!report || taken.inWork > 0) return;
    if (far !== null && askedAbout !== draft.position) return setAskedAbout(draft.position);
    const said = { personId: work.personId, work: report, photos: draft.photos, draft: draftName };
    if (await keep(said)) location.hash = "#/outbox";
  }

  return (
    <form className="report" onSubmit={(event) => void submit(event)} noValidate>
      <h1 className="spoken">{t("leader.nav.report")}</h1>
      <div className="purposes" role="group" aria-label={t("leader.nav.report")}>
        {PURPOSES.map((channel) => (
          <button
            key={channel}
            type="button"
            aria-pressed={draft.channel === channel}
            onClick={() => change({ channel })}
          >
            {t(`leader.report.${channel}`)}
          </button>
        ))}
      </div>
      <PhotoField kind="near" label={t("leader.report.photo")} taken={taken} />
      <PlaceField work={work} draft={draft} placement={placement} onChange={change} />
      {missing === "place" && <Missing key={tries} words={t("leader.report.missing.place")} />}
      {far !== null && askedAbout === draft.position && (
        <Missing
          key={`far ${tries}`}
          words={t("leader.report.far", { kilometres: work.format.number(far) })}
        />
      )}
      <NearList near={near} work={work} isBusy={taken.inWork > 0} />
      <CategoryField catalogue={work.catalogue} usual={listUsual(work)} draft={draft} onChange={change} />
      {missing === "category" && <Missing key={tries} words={t("leader.report.missing.category")} />}
      <label className="card">
        {t("leader.report.text")}
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={t("leader.report.textExample")}
          value={draft.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <p className="hint">{t("leader.report.privacy")}</p>
      <NotKept keeping={keeping} />
      <div className="report__send">
        <ToNear count={near.length} />
        <button type="submit" className="button button--main" disabled={isBusy(keeping) || taken.inWork > 0}>
          {t(taken.inWork > 0 ? "leader.report.photosInWork" : "leader.report.send")}
        </button>
      </div>
    </form>
  );
}
