import i18next from "i18next";
import type { BackendModule, i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Words } from "./words.ts";
import type { zhCn } from "./zh-cn.ts";

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

/** Brings the English words when somebody reads them: a page should not carry both languages to everybody. */
const bringEnglish = ({ english }: Words): BackendModule => ({
  type: "backend",
  callbackApi: false,
  init: () => undefined,
  read: english,
});

/** A page's messages in `language`, once its words are there; where they cannot be fetched, in Chinese. */
export async function createMessages(language: Language, words: Words): Promise<i18n> {
  const messages = i18next.createInstance();
  await messages
    .use(initReactI18next)
    .use(bringEnglish(words))
    .init({
      lng: language,
      load: "currentOnly",
      fallbackLng: LANGUAGES[0],
      partialBundledLanguages: true,
      resources: { "zh-CN": { translation: words.chinese } },
      returnEmptyString: true, // English counts have no unit
      interpolation: { escapeValue: false }, // React escapes
    });
  return messages;
}
