import i18next from "i18next";
import type { i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** The product's languages; the first is the source. */
export const LANGUAGES = ["zh-CN", "en"] as const;

/** A language of the product. */
export type Language = (typeof LANGUAGES)[number];

declare module "i18next" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- i18next merges with this interface
  interface CustomTypeOptions {
    resources: { translation: typeof zhCn };
  }
}

/** Messages in `language`, ready at once: nothing is loaded. */
export function createMessages(language: Language): i18n {
  const messages = i18next.createInstance();
  void messages.use(initReactI18next).init({
    lng: language,
    fallbackLng: LANGUAGES[0],
    resources: { "zh-CN": { translation: zhCn }, en: { translation: en } },
    returnEmptyString: true, // English counts have no unit
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  return messages;
}
