import { useCodeWords } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Why there is nothing to print, and the way to sign in. */
export function RefusedPaper({ code }: { code: string }): ReactNode {
  const { t } = useTranslation();
  const wordsOf = useCodeWords();
  return (
    <div className="print__refused" role="alert">
      <p>{wordsOf(code)}</p>
      {code === "SIGN_IN_NEEDED" && <a href="/desk/?to=planner">{t("planner.toDesk")}</a>}
    </div>
  );
}
