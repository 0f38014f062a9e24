import {
  ALL_KINDS,
  HOUR_BLOCK,
  hourOfWeek,
  hoursOfAll,
  isMostlyEnough,
  rankedHours,
  weekCells,
} from "@getu/domain";
import type { HeatWeek, NamedGrid } from "@getu/domain";
import {
  createFeed,
  MeasurePanel,
  useHeatWeek,
  useLanguage,
  useOldWords,
  weekdayName,
  WeekMatrix,
} from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWallHeat } from "../use-wall-heat.ts";
import type { SceneProps } from "./scene.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** About thirteen weeks, and where these have too little the whole year: every hour of the week as often. */
const QUARTER_DAYS = 91;
const YEAR_DAYS = 364;

const NONE: readonly NamedGrid[] = [];
const NOTHING: readonly never[] = [];

/** When in the week incidents happen; the map and the rankings are of the hours of the week that it is now. */
export function HoursScene({ territory, data, words, stage }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { week, days } = useWeek(territory.id, data.slowNow);
  const old = useOldWords("week");
  const hour = hourOfWeek(data.slowNow, territory.timeZone);
  const { reach, hours } = useMemo(() => rankedHours(week ?? EMPTY, hour), [week, hour]);
  const marked = useMemo(() => new Set(hours), [hours]);
  const [back] = useState(() => createFeed(0));
  const window = days === QUARTER_DAYS ? "month" : "year";
  useWallHeat(
    { territory, position: stage.position, unit: stage.unit },
    {
      choice: { window, span: "rolling", kinds: ALL_KINDS, hours, isDrawn: true },
      back,
      picture: stage.heat,
      live: data.live,
    },
  );
  const { setReplay } = stage;
  // What stands and is open now would look like a part of the pattern of months.
  useEffect(
    () =>
      setReplay({ incidents: NOTHING, now: data.slowNow, cameras: NOTHING, places: NOTHING, version: null }),
    [setReplay, data.slowNow],
  );
  useEffect(() => () => setReplay(null), [setReplay]);
  const grids = useMemo(() => new Map((data.grids ?? NONE).map((grid) => [grid.id, grid])), [data.grids]);
  const all = useMemo(() => (week ? hoursOfAll(week) : []), [week]);
  const total = all.reduce((sum, count) => sum + count, 0);
  const ranking = { week, hours: marked, grids, format: words.format };
  const first = HOUR_BLOCK * Math.floor((hour % 24) / HOUR_BLOCK);
  const day = weekdayName(Math.floor(hour / 24), { language, width: "long" });
  return (
    <>
      <div className="wall__left">
        <MeasurePanel {...ranking} measure="per-100-households" />
      </div>
      <div className="wall__right">
        <MeasurePanel {...ranking} measure="per-area" />
      </div>
      <section className="panel heat week-panel" data-old={old !== null} aria-label={t("week.title")}>
        <header className="panel__head">
          <h2>{t("week.title")}</h2>
          <span className="panel__aside">
            {old ?? (week && t("week.window", { days, count: total, text: words.format.number(total) }))}
          </span>
          <strong className="week-panel__now">
            {t(`week.reach.${reach}`, { day, from: first, to: first + HOUR_BLOCK })}
            {t("week.ranked", { days, map: t(`heat.windows.${window}`) })}
          </strong>
        </header>
        {week && <WeekMatrix cells={weekCells(all)} marked={marked} format={words.format} />}
        <p className="coverage__note">{t("week.few")}</p>
      </section>
    </>
  );
}

const EMPTY: Pick<HeatWeek, "grids"> = { grids: [] };

/** A quarter's week; where it has too few incidents for most hours, the year's as soon as that is there. */
function useWeek(territoryId: number, now: Date): { week: HeatWeek | null; days: number } {
  const to = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS;
  const quarter = useHeatWeek(territoryId, spanOf(to, QUARTER_DAYS)).data ?? null;
  const isThin = quarter !== null && !isMostlyEnough(hoursOfAll(quarter));
  const year = useHeatWeek(territoryId, isThin ? spanOf(to, YEAR_DAYS) : null).data ?? null;
  return isThin && year ? { week: year, days: YEAR_DAYS } : { week: quarter, days: QUARTER_DAYS };
}

const spanOf = (to: number, days: number): { from: Date; to: Date } => ({
  from: new Date(to - days * DAY_MS),
  to: new Date(to),
});
