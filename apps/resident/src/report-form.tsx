import type { Office, PublicChannel } from "@getu/domain";
import { randomUuid } from "@getu/ui";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { CategoryField } from "./category-field.tsx";
import { draftProblem, emptyDraft, isSending, toReport } from "./draft.ts";
import type { Draft, DraftProblem } from "./draft.ts";
import { FailureNote } from "./failure-note.tsx";
import { PhotoField } from "./photo-field.tsx";
import { PlaceField } from "./place-field.tsx";
import { sendReport } from "./resident-api.ts";
import { Step } from "./step.tsx";

type ReportFormProps = { office: Office; channel: PublicChannel; onSent: (code: string) => void };

/** Everything a report consists of, on one page from top to bottom. */
export function ReportForm({ office, channel, onSent }: ReportFormProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => emptyDraft(office, randomUuid()));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [sending, setSending] = useState<"no" | "yes" | { failed: unknown }>("no");
  const change = (changed: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changed }));

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const found = draftProblem(draft);
    setProblem(found);
    if (found) return document.querySelector(`#${found}`)?.scrollIntoView({ behavior: "smooth" });
    setSending("yes");
    try {
      onSent(await sendReport(toReport(draft, channel)));
    } catch (failed) {
      setSending({ failed });
    }
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <p className="lead">{t("resident.report.lead")}</p>
      <Step id="photos" title={t("resident.photo.title")} hint={t("resident.photo.hint")}>
        <PhotoField
          photos={draft.photos}
          territoryId={draft.territoryId}
          onChange={(update) => setDraft((before) => ({ ...before, photos: update(before.photos) }))}
        />
      </Step>
      <Step id="category" title={t("resident.category.title")} problem={problem}>
        <CategoryField office={office} value={draft.category} onChange={(category) => change({ category })} />
      </Step>
      <Step id="place" title={t("resident.place.title")} hint={t("resident.place.hint")} problem={problem}>
        <PlaceField office={office} draft={draft} onChange={change} />
      </Step>
      <Step id="text" title={t("resident.text.title")} problem={problem}>
        <textarea
          aria-label={t("resident.text.title")}
          rows={4}
          maxLength={1000}
          placeholder={t("resident.text.example")}
          value={draft.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </Step>
      <Step
        id="contact"
        title={t("resident.contact.title")}
        hint={t("resident.contact.hint", { days: office.contactDays })}
      >
        <input
          aria-label={t("resident.contact.title")}
          maxLength={100}
          autoComplete="tel"
          placeholder={t("resident.contact.example")}
          value={draft.contact}
          onChange={({ target }) => change({ contact: target.value })}
        />
      </Step>
      <Kept days={office.contactDays} />
      {typeof sending === "object" && <FailureNote failure={sending.failed} />}
      <button type="submit" className="button button--main" disabled={sending === "yes" || isSending(draft)}>
        {t(
          sending === "yes"
            ? "resident.sending"
            : isSending(draft)
              ? "resident.photo.sending"
              : "resident.send",
        )}
      </button>
    </form>
  );
}

const KEPT = ["photo", "place", "text", "contact", "never"] as const;

function Kept({ days }: { days: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <details className="kept">
      <summary>{t("resident.kept.title")}</summary>
      <ul>
        {KEPT.map((each) => (
          <li key={each}>{t(`resident.kept.${each}`, { days })}</li>
        ))}
      </ul>
    </details>
  );
}
