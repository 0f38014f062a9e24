import type { DeadlineExplanation } from "@getu/domain";
import { deadlineLine, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "./use-desk-words.ts";

type DeadlineTextProps = {
  explanation: DeadlineExplanation;
  words: DeskWords;
  now: Date;
  nameOf: (actorId: string) => string;
};

/** The arithmetic of a deadline in the one line that every screen shows. */
export function DeadlineText({ explanation, words, now, nameOf }: DeadlineTextProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return <span>{deadlineLine(explanation, { t, language, format: words.format, now, nameOf })}</span>;
}
