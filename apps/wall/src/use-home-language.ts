import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { parseWallSettings } from "./wall-settings.ts";

/** Has a wall speak the language of its address again when whoever chose another one has gone; a browser of somebody's keeps theirs. */
export function useHomeLanguage(isTaken: boolean, isTouched: boolean): void {
  const { i18n } = useTranslation();
  const { language } = i18n;
  useEffect(() => {
    if (!isTaken || isTouched) return;
    const { language: own } = parseWallSettings(location);
    if (own !== language) void i18n.changeLanguage(own);
  }, [isTaken, isTouched, language, i18n]);
}
