import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The page while there is nothing else to show. */
export function Notice({ words, children }: { words: string; children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="notice-page">
      <h1>{t("product")}</h1>
      <p role="status">{words}</p>
      {children}
    </main>
  );
}
