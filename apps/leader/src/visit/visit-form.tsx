import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftPhotos } from "../draft-photos.ts";
import { PhotoField } from "../photo-field.tsx";
import { CategoryField } from "../report/category-field.tsx";
import { listUsual } from "../report/list-usual.ts";
import type { DraftChange } from "../open-draft.ts";
import type { Work } from "../work.ts";
import { YIELDS } from "./visit-draft.ts";
import type { VisitDraft, Yield } from "./visit-draft.ts";

type VisitFormProps = {
  work: Work;
  draft: VisitDraft;
  taken: DraftPhotos;
  onChange: (change: DraftChange<VisitDraft>) => void;
};

/** What there was to note at a visit, and what comes of it. */
export function VisitForm({ work, draft, taken, onChange }: VisitFormProps): ReactNode {
  const { t } = useTranslation();
  const { yields } = draft;
  const toggle = (kind: Yield): void =>
    onChange({ yields: yields.includes(kind) ? yields.filter((each) => each !== kind) : [...yields, kind] });
  return (
    <>
      <Words field="note" draft={draft} onChange={onChange} />
      <section className="card" aria-labelledby="yields">
        <h2 id="yields">{t("leader.visit.yields")}</h2>
        <div className="chips">
          {YIELDS.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={yields.includes(kind)}
              onClick={() => toggle(kind)}
            >
              {t(`leader.visit.yield.${kind}`)}
            </button>
          ))}
        </div>
      </section>
      {yields.includes("incident") && <IncidentFields {...{ work, draft, taken, onChange }} />}
      {yields.includes("demand") && <Words field="demand" draft={draft} onChange={onChange} />}
      {yields.includes("wish") && <Words field="wish" draft={draft} onChange={onChange} />}
    </>
  );
}

function IncidentFields({ work, draft, taken, onChange }: VisitFormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <CategoryField catalogue={work.catalogue} usual={listUsual(work)} draft={draft} onChange={onChange} />
      <PhotoField kind="near" label={t("leader.report.photo")} taken={taken} />
      <label className="card">
        {t("leader.report.text")}
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={t("leader.report.textExample")}
          value={draft.text}
          onChange={({ target }) => onChange({ text: target.value })}
        />
      </label>
    </>
  );
}

type WordsProps = Pick<VisitFormProps, "draft" | "onChange"> & { field: "note" | "demand" | "wish" };

function Words({ field, draft, onChange }: WordsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <label className="card">
      {t(`leader.visit.${field}`)}
      <textarea
        rows={2}
        maxLength={2000}
        placeholder={t(`leader.visit.${field}Example`)}
        value={draft[field]}
        onChange={({ target }) => onChange({ [field]: target.value })}
      />
    </label>
  );
}
