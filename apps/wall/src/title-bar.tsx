import type { Territory } from "@getu/domain";
import { DataAge, useLanguage } from "@getu/ui";
import type { Format, LiveState } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Whose map this is, whether it is live, and what time it is there. */
export function TitleBar(props: {
  territory: Territory;
  territories: readonly Territory[];
  onTerritory: (code: string) => void;
  live: LiveState;
  asOf: Date | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { territory, live, asOf, now, format } = props;
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  return (
    <header className="title-bar">
      <div className="title-bar__name">
        <TerritoryName {...props} />
        <span className="title-bar__title">{t("wall.title")}</span>
        {territory.demo && <mark className="title-bar__demo">{t("wall.demo")}</mark>}
      </div>
      <DataAge live={live} asOf={asOf} now={now} format={format} />
      <div className="title-bar__clock">
        <span>{format.day(now)}</span>
        <time dateTime={now.toISOString()}>{format.clock(now)}</time>
        <button
          type="button"
          className="title-bar__language"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {t("wall.language")}
        </button>
      </div>
    </header>
  );
}

/** A name; a choice where there are several territories. */
function TerritoryName(props: {
  territory: Territory;
  territories: readonly Territory[];
  onTerritory: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { territory, territories, onTerritory } = props;
  if (territories.length === 1) return <h1>{labelOf(territory.name)}</h1>;
  return (
    <h1>
      <select
        aria-label={t("territory.choose")}
        value={territory.code}
        onChange={(event) => onTerritory(event.target.value)}
      >
        {territories.map(({ code, name }) => (
          <option key={code} value={code}>
            {labelOf(name)}
          </option>
        ))}
      </select>
    </h1>
  );
}
