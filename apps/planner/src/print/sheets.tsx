import { refusalOf } from "@getu/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { RefusedPaper } from "./refused-paper.tsx";
import { showsChinese } from "./shows-chinese.ts";

/** Sheets that are added at once: what is drawn shows how far it is. */
const AT_ONCE = 4;

type SheetsProps = {
  /** What the paper is about; a PDF is called by it. */
  title: string | null;
  /** Null = something is still being read. */
  sheets: readonly ReactNode[] | null;
  error: unknown;
};

/** Sheets of paper one below the other; how far they are is told on the root element, for whoever prints them. */
export function Sheets({ title, sheets, error }: SheetsProps): ReactNode {
  const { t } = useTranslation();
  const [drawn, setDrawn] = useState(0);
  const [isReadable] = useState(showsChinese);
  const pages = sheets?.length ?? 0;
  const shown = Math.min(drawn, pages);
  const refusal = error ? refusalOf(error) : isReadable ? null : "PRINTER_WITHOUT_CHINESE";
  useMark(
    refusal === null ? (pages > 0 && shown === pages ? "drawn" : `${shown}/${pages}`) : `refused ${refusal}`,
  );
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
  useEffect(() => {
    if (shown >= pages) return undefined;
    const frame = requestAnimationFrame(() => setDrawn(shown + AT_ONCE));
    return () => cancelAnimationFrame(frame);
  }, [shown, pages]);
  if (refusal !== null) return <RefusedPaper code={refusal} />;
  if (!sheets) return <p className="print__loading">{t("print.loading")}</p>;
  return <div className="print__sheets">{sheets.slice(0, shown)}</div>;
}

function useMark(mark: string): void {
  useEffect(() => {
    document.documentElement.dataset["print"] = mark;
  }, [mark]);
}
