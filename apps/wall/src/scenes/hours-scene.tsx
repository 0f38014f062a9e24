import { hourOfWeek, hoursOfAll, WEEK_HOURS } from "@getu/domain";
import type { NamedGrid } from "@getu/domain";
import { createFeed, MeasurePanel, useHeatWeek, useLanguage, WeekMatrix } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWallHeat } from "../use-wall-heat.ts";
import type { SceneProps } from "./scene.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** About thirteen weeks: every hour of the week as often. */
const DAYS = 91;

/** Hours that are looked at together: one alone has few incidents in a small place. */
const BLOCK = 4;

const NONE: readonly NamedGrid[] = [];

/** When in the week incidents happen; the map and the rankings are of the hours of the week that it is now. */
export function HoursScene({ territory, data, words, stage }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const to = Math.ceil(data.slowNow.getTime() / HOUR_MS) * HOUR_MS;
  const window = useMemo(() => ({ from: new Date(to - DAYS * DAY_MS), to: new Date(to) }), [to]);
  const week = useHeatWeek(territory.id, window).data ?? null;
  const first = BLOCK * Math.floor(hourOfWeek(data.slowNow, territory.timeZone) / BLOCK);
  const block = useMemo(() => Array.from({ length: BLOCK }, (_, i) => (first + i) % WEEK_HOURS), [first]);
  const marked = useMemo(() => new Set(block), [block]);
  const [back] = useState(() => createFeed(0));
  useWallHeat(
    { territory, position: stage.position, unit: stage.unit },
    {
      choice: { shading: "heat", window: "month", area: null, hours: block },
      back,
      picture: stage.heat,
      catalogue: words.catalogue,
      live: data.live,
    },
  );
  const { setReplay } = stage;
  // What is open now would stand on the pattern of months like a part of it.
  useEffect(() => setReplay({ incidents: [], now: data.slowNow }), [setReplay, data.slowNow]);
  useEffect(() => () => setReplay(null), [setReplay]);
  const grids = useMemo(() => new Map((data.grids ?? NONE).map((grid) => [grid.id, grid])), [data.grids]);
  const hours = useMemo(() => (week ? hoursOfAll(week) : []), [week]);
  const total = hours.reduce((sum, count) => sum + count, 0);
  const day = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: territory.timeZone }).format(
    data.slowNow,
  );
  const ranking = { week, hours: marked, grids, format: words.format };
  return (
    <>
      <div className="wall__left">
        <MeasurePanel {...ranking} measure="per-100-households" />
      </div>
      <div className="wall__right">
        <MeasurePanel {...ranking} measure="per-area" />
      </div>
      <section className="panel heat week-panel" aria-label={t("week.title")}>
        <header className="panel__head">
          <h2>{t("week.title")}</h2>
          <span className="panel__aside">
            {week && t("week.window", { days: DAYS, count: total, text: words.format.number(total) })}
          </span>
          <strong className="week-panel__now">
            {t("week.now", { day, from: first % 24, to: (first % 24) + BLOCK, days: DAYS })}
          </strong>
        </header>
        <WeekMatrix hours={hours} marked={marked} format={words.format} />
        <p className="coverage__note">{t("week.few")}</p>
      </section>
    </>
  );
}
