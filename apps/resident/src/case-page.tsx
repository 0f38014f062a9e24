import { parseCaseCode } from "@getu/domain";
import type { CaseView, Office } from "@getu/domain";
import { useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { CaseSteps } from "./case-steps.tsx";
import { FailureNote } from "./failure-note.tsx";
import { RatingForm } from "./rating-form.tsx";
import { getCase, Refused } from "./resident-api.ts";

/** Follow a case by its code. */
export function CasePage({ office }: { office: Office }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [found, setFound] = useState<{ code: string; view: CaseView } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function look(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setFound(null);
    setFailure(null);
    const code = parseCaseCode(text);
    if (code === null) return setFailure(new Refused("CASE_NOT_FOUND"));
    try {
      setFound({ code, view: await getCase(code) });
    } catch (refused) {
      setFailure(refused);
    }
  }

  return (
    <>
      <form className="step" onSubmit={(event) => void look(event)}>
        <label htmlFor="code">
          <h2>{t("resident.follow.code")}</h2>
        </label>
        <input
          id="code"
          className="code-input"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button button--main">
          {t("resident.follow.look")}
        </button>
        {failure !== null && <FailureNote failure={failure} />}
      </form>
      {found && (
        <>
          <CaseSteps view={found.view} office={office} />
          <RatingForm
            code={found.code}
            view={found.view}
            onRated={(view) => setFound({ code: found.code, view })}
          />
        </>
      )}
    </>
  );
}
