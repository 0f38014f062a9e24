import { App, ConfigProvider, theme } from "antd";
import type { Locale } from "antd/es/locale/index.js";
import en from "antd/es/locale/en_US.js";
import zhCn from "antd/es/locale/zh_CN.js";
import { useEffect, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "./messages/i18n.ts";
import { useLanguage } from "./messages/use-language.ts";

/** The calendar's buttons of year and month are called as they are written: another name nobody could say aloud. */
const withPlainCalendar = (locale: Locale): Locale => {
  const { DatePicker } = locale;
  const plain = { yearSelect: "", monthSelect: "" };
  return DatePicker
    ? { ...locale, DatePicker: { ...DatePicker, lang: { ...DatePicker.lang, ...plain } } }
    : locale;
};

// The compiler takes these modules for CommonJS; the bundler knows better.
const GIVEN = { en, "zh-CN": zhCn } as unknown as Record<Language, Locale>;
const LOCALES = { en: withPlainCalendar(GIVEN.en), "zh-CN": withPlainCalendar(GIVEN["zh-CN"]) };

// Quiet text of the library's own is fainter than 4.5 to 1.
const LIGHT = {
  colorPrimary: "#14608f",
  colorLink: "#14608f",
  colorTextSecondary: "#4d5661",
  colorTextDescription: "#4d5661",
  colorTextPlaceholder: "#5c6670",
  colorError: "#c01020",
};
const DARK = {
  colorPrimary: "#2f7fb5",
  colorLink: "#7fbce6",
  colorTextSecondary: "#a8b3bf",
  colorTextDescription: "#a8b3bf",
  colorTextPlaceholder: "#98a3af",
  colorError: "#ff7875",
};

/** What the machine is set to, as it changes. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Looks and language of the screens that people work at: light and dark from one set of tokens, as the machine is set. */
export function OfficeTheme({
  page,
  children,
}: {
  page: "desk" | "planner";
  children: ReactNode;
}): ReactNode {
  const { language } = useLanguage();
  const { t } = useTranslation();
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
    document.title = `${t("product")} · ${t(`${page}.title`)}`;
  }, [language, isDark, page, t]);
  const readable = { colorTextDisabled: (isDark ? DARK : LIGHT).colorTextPlaceholder };
  return (
    <ConfigProvider
      locale={LOCALES[language]}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        // Styles alone would stop a movement without its end being told: a button went on being called "loading".
        token: { ...(isDark ? DARK : LIGHT), motion: !isStill },
        // Days of the months beside can be chosen, and that a table is empty is news: they must be read.
        components: { DatePicker: readable, Table: readable },
      }}
    >
      <App>{children}</App>
    </ConfigProvider>
  );
}
