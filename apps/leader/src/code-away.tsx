import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** In the place of a page whose code is not on the phone and does not come: nobody has opened it with a network. */
export function CodeAway(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="note" role="alert">
      <p>{t("leader.codeAway")}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t("leader.tryAgain")}
      </button>
    </div>
  );
}
