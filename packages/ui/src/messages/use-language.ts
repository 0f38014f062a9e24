import type { Label } from "@getu/domain";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "./i18n.ts";
import type { Language } from "./i18n.ts";

/** One function for each language, so that what is made with it need not be made anew. */
const LABEL_OF = {
  en: (label: Label) => label.en,
  "zh-CN": (label: Label) => label.zh,
} as const satisfies Record<Language, (label: Label) => string>;

/** The language in use, how to change it, and which half of a label to show. */
export function useLanguage(): {
  language: Language;
  setLanguage: (language: Language) => void;
  labelOf: (label: Label) => string;
} {
  const { i18n } = useTranslation();
  const language = LANGUAGES.find((known) => known === i18n.language) ?? LANGUAGES[0];
  return {
    language,
    setLanguage: (next) => void i18n.changeLanguage(next),
    labelOf: LABEL_OF[language],
  };
}
