import { useFormerGrids, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Says of each grid that went with a redraw since when, who has its ground, and who answers there now. */
export function FormerGrids(): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  return useFormerGrids().map(({ name: grid, goneOn, heirs }) => {
    const day = date.format(new Date(goneOn));
    const named = heirs.map(({ name, leaderName }) =>
      t("leader.former.heir", { name, leader: leaderName ?? t("leader.former.nobody") }),
    );
    return (
      <p key={`${goneOn} ${grid}`}>
        {named.length > 0
          ? t("leader.former.heirs", { day, grid, heirs: list.format(named) })
          : t("leader.former.gone", { day, grid })}
      </p>
    );
  });
}
