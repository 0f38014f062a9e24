import { SATISFIED_FROM } from "@getu/domain";
import type { CaseView } from "@getu/domain";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { FailureNote } from "./failure-note.tsx";
import { rateCase } from "./resident-api.ts";

const RATINGS = [1, 2, 3, 4, 5] as const;

type RatingFormProps = { code: string; view: CaseView; onRated: (view: CaseView) => void };

/** Asks how the matter was settled, once for each closing; says thanks, or that it is opened again. */
export function RatingForm({ code, view, onRated }: RatingFormProps): ReactNode {
  const { t } = useTranslation();
  const [rating, setRating] = useState<(typeof RATINGS)[number] | null>(null);
  const [reason, setReason] = useState("");
  const [reopened, setReopened] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (rating === null) return;
    setFailure(null);
    try {
      const after = await rateCase({ code, rating, reason: reason.trim() === "" ? null : reason.trim() });
      setReopened(after.status !== "closed");
      onRated(after);
    } catch (refused) {
      setFailure(refused);
    }
  }

  if (reopened) return <Thanks words={t("resident.rating.reopened")} />;
  if (view.rating !== null) return <Thanks words={t("resident.rating.thanks")} />;
  if (!view.mayRate) return null;
  return (
    <form className="step" onSubmit={(event) => void send(event)}>
      <fieldset className="rating">
        <legend>{t("resident.rating.title")}</legend>
        {RATINGS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="rating"
              value={each}
              checked={rating === each}
              onChange={() => setRating(each)}
            />
            <span>{t(`resident.rating.words.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {rating !== null && rating < SATISFIED_FROM && (
        <p className="hint">{t("resident.rating.willReopen")}</p>
      )}
      <textarea
        aria-label={t("resident.rating.reason")}
        rows={3}
        maxLength={500}
        placeholder={t("resident.rating.reason")}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {failure !== null && <FailureNote failure={failure} />}
      <button type="submit" className="button button--main" disabled={rating === null}>
        {t("resident.rating.send")}
      </button>
    </form>
  );
}

const Thanks = ({ words }: { words: string }): ReactNode => (
  <p className="notice" role="status">
    {words}
  </p>
);
