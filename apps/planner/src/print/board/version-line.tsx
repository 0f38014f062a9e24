import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../day-text.ts";

type VersionLineProps = { territory: Territory; version: number; effectiveFrom: string };

/** By which boundaries the sheet was drawn; an old board is known by it. */
export function VersionLine({ territory, version, effectiveFrom }: VersionLineProps): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const date = dayText(effectiveFrom, { language, timeZone: territory.timeZone });
  return (
    <p className="sheet__version">
      <span>
        {labelOf(territory.name)} · {t("print.version", { version, date })}
      </span>
      {territory.demo && <b>{t("print.demo")}</b>}
    </p>
  );
}
