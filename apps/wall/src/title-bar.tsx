import type { Territory } from "@getu/domain";
import { DataAge, useBehindSince, useLanguage } from "@getu/ui";
import type { Format, LiveState } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Programme } from "./programme.ts";
import type { ShownNow } from "./use-shown.ts";

/** Whose map this is, whether it is live, and what time it is there. */
export function TitleBar(props: {
  territory: Territory;
  territories: readonly Territory[];
  onTerritory: (code: string) => void;
  programme: Programme;
  shown: ShownNow;
  live: LiveState;
  asOf: Date | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { territory, programme, shown, live, asOf, now, format } = props;
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  const behindSince = useBehindSince();
  return (
    <header className="title-bar">
      <div className="title-bar__name">
        <TerritoryName {...props} />
        <span className="title-bar__title">{t(`scene.name.${shown.kind}`)}</span>
        <Steps programme={programme} shown={shown} />
        {territory.demo && <mark className="title-bar__demo">{t("wall.demo")}</mark>}
      </div>
      <DataAge live={live} asOf={asOf} behindSince={behindSince} now={now} format={format} />
      <div className="title-bar__clock">
        <span>{format.day(now, now)}</span>
        <time dateTime={now.toISOString()}>{format.clock(now)}</time>
        <button
          type="button"
          className="title-bar__language"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
        >
          {t("language")}
        </button>
      </div>
    </header>
  );
}

/** More dots than these are neither counted at a glance nor have they room beside a name. */
const MOST_DOTS = 8;

/** Which scene of how many this is, and whether it stays. */
function Steps({ programme, shown }: { programme: Programme; shown: ShownNow }): ReactNode {
  const { t } = useTranslation();
  const { scenes } = programme.settings;
  const isShort = scenes.length <= MOST_DOTS;
  const places = scenes.map(({ kind }, i) => `${kind} ${i}`); // as the key of what is shown
  const { isHeld, pinned } = programme.control;
  const stays = pinned !== null ? t("scene.pinned") : isHeld ? t("scene.held") : null;
  if (scenes.length < 2 && stays === null) return null;
  return (
    <span className="title-bar__steps">
      {isShort && places.map((place) => <i key={place} data-now={shown.key === place} />)}
      {!isShort && `${places.indexOf(shown.key) + 1 || "–"}/${places.length}`}
      {stays !== null && <mark>{stays}</mark>}
    </span>
  );
}

/** Letters that are as wide as they are high. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/gu;

/** As many wide letters as stand beside the rest of the title; others are about half as wide. */
const MOST_WIDE = 12;

/** Whether a name is too long to stand beside the rest of the title in its own size. */
export function isLong(name: string): boolean {
  const wide = name.match(WIDE)?.length ?? 0;
  return wide + (name.length - wide) / 2 > MOST_WIDE;
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
  const name = labelOf(territory.name);
  if (territories.length === 1) return <h1 data-long={isLong(name)}>{name}</h1>;
  return (
    <h1 data-long={isLong(name)}>
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
