import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Browsers have it only behind TLS. */
const writeToClipboard = async (text: string): Promise<void> => {
  if (!("clipboard" in navigator)) throw new Error("this browser has no clipboard here");
  await navigator.clipboard.writeText(text);
};

type SentReportProps = { code: string; onFollow: () => void; onAnother: () => void };

/** The code, large, and what it is good for. It is shown once: it is stored nowhere. */
export function SentReport({ code, onFollow, onAnother }: SentReportProps): ReactNode {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const copy = (): void => {
    writeToClipboard(code).then(
      () => setCopied("yes"),
      () => setCopied("failed"),
    );
  };
  return (
    <section className="sent">
      <p className="sent__done" role="status">
        <span aria-hidden="true">✓</span> {t("resident.sent.title")}
      </p>
      <p>{t("resident.sent.code")}</p>
      <p className="sent__code">
        <code>{code}</code>
      </p>
      <button type="button" className="button" onClick={copy}>
        {t(copied === "yes" ? "resident.sent.copied" : "resident.sent.copy")}
      </button>
      <p className="hint">{t(copied === "failed" ? "resident.sent.notCopied" : "resident.sent.once")}</p>
      <button type="button" className="button button--main" onClick={onFollow}>
        {t("resident.sent.follow")}
      </button>
      <button type="button" className="button button--quiet" onClick={onAnother}>
        {t("resident.sent.another")}
      </button>
    </section>
  );
}
