import type { Printed, PrintStage } from "@getu/domain";
import { printFile, useLanguage, useRefusalWords } from "@getu/ui";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A print that is being made; null = none is. */
type Making = { stage: PrintStage | null } | null;

/** What is done with the paper below: kept as PDF, or printed by this browser. It is not on the paper itself. */
export function PrintBar({ printed }: { printed: Printed }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const wordsFor = useRefusalWords();
  const [making, setMaking] = useState<Making>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const aborter = useRef<AbortController>(null);
  const make = async (): Promise<void> => {
    const current = new AbortController();
    aborter.current = current;
    setRefusal(null);
    setMaking({ stage: null });
    try {
      const onStage = (stage: PrintStage): void => setMaking((now) => now && { stage });
      await printFile({ ...printed, language, signal: current.signal, onStage });
    } catch (error) {
      if (!current.signal.aborted) setRefusal(wordsFor(error));
    } finally {
      setMaking(null);
    }
  };
  return (
    <nav className="print__bar">
      <button type="button" className="print__main" disabled={making !== null} onClick={() => void make()}>
        {t("print.download")}
      </button>
      <button type="button" onClick={() => window.print()}>
        {t("print.print")}
      </button>
      {making && (
        <>
          <span role="status">
            <StageWords stage={making.stage} />
          </span>
          <button type="button" onClick={() => aborter.current?.abort()}>
            {t("print.cancel")}
          </button>
        </>
      )}
      {refusal !== null && <strong role="alert">{refusal}</strong>}
      {!making && refusal === null && <span className="print__hint">{t(`print.hint.${printed.what}`)}</span>}
    </nav>
  );
}

function StageWords({ stage }: { stage: PrintStage | null }): ReactNode {
  const { t } = useTranslation();
  if (stage === null || (stage.stage === "drawing" && stage.pages === 0)) return t("print.stage.starting");
  if (stage.stage === "waiting") return t("print.stage.waiting", { count: stage.ahead });
  if (stage.stage === "drawing") return t("print.stage.drawing", { drawn: stage.drawn, pages: stage.pages });
  return t("print.stage.writing");
}
