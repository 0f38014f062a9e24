import {
  ALL_KINDS,
  HOUR_BLOCK,
  hourOfWeek,
  hoursOfAll,
  hoursOfPart,
  isMostlyEnough,
  rankedHours,
  weekCells,
} from "@getu/domain";
import type { HeatWeek, HeatWindow, NamedGrid, WeekPart } from "@getu/domain";
import {
  createFeed,
  MeasurePanel,
  useFeed,
  useHeatWeek,
  useLanguage,
  useOldWords,
  weekdayName,
  WeekMatrix,
} from "@getu/ui";
import type { Format } from "@getu/ui";
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

/** When in the week incidents happen; the map and the rankings are of the hours of the week that it is now, or that somebody chooses. */
export function HoursScene({ territory, data, words, stage }: SceneProps): ReactNode {
  const { week, days } = useWeek(territory.id, data.slowNow);
  const hour = hourOfWeek(data.slowNow, territory.timeZone);
  const { chosen, choose } = useChosenPart();
  const ranked = useMemo(() => rankedHours(week ?? EMPTY, hour), [week, hour]);
  const hours = useMemo(() => (chosen ? hoursOfPart(chosen) : ranked.hours), [chosen, ranked]);
  const marked = useMemo(() => new Set(hours), [hours]);
  const [back] = useState(() => createFeed(0));
  const window = days === QUARTER_DAYS ? "month" : "year";
  const { asOfMs } = useWallHeat(
    { territory, position: stage.position, unit: stage.unit },
    {
      choice: { window, span: "rolling", kinds: ALL_KINDS, hours, isDrawn: true },
      back,
      picture: stage.heat,
      live: data.live,
    },
  );
  const mapAsOfMs = useFeed(asOfMs);
  const { setReplay } = stage;
  // What stands and is open now would look like a part of the pattern of months.
  useEffect(
    () =>
      setReplay({ incidents: NOTHING, now: data.slowNow, cameras: NOTHING, places: NOTHING, version: null }),
    [setReplay, data.slowNow],
  );
  useEffect(() => () => setReplay(null), [setReplay]);
  const grids = useMemo(() => new Map((data.grids ?? NONE).map((grid) => [grid.id, grid])), [data.grids]);
  const ranking = { week, hours: marked, grids, format: words.format };
  return (
    <>
      <div className="wall__left">
        <MeasurePanel {...ranking} measure="per-100-households" />
      </div>
      <div className="wall__right">
        <MeasurePanel {...ranking} measure="per-area" />
      </div>
      <WeekPanel
        {...{ week, days, window, marked, choose, mapAsOfMs }}
        now={data.slowNow}
        part={chosen ?? partOf(ranked.reach, hour)}
        format={words.format}
      />
    </>
  );
}

/** The whole week in numbers, and which part of it the map and the rankings are of. */
function WeekPanel(props: {
  week: HeatWeek | null;
  days: number;
  window: HeatWindow;
  part: WeekPart;
  marked: ReadonlySet<number>;
  choose: (part: WeekPart) => void;
  /** When the heat of the map was counted; null = not yet. */
  mapAsOfMs: number | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { week, days, window, part, marked, choose, mapAsOfMs, now, format } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const old = useOldWords("week");
  const all = useMemo(() => (week ? hoursOfAll(week) : []), [week]);
  const total = all.reduce((sum, count) => sum + count, 0);
  const { reach, day, from, to } = wordsOf(part);
  const asOf = week && new Date(Math.min(Date.parse(week.asOf), mapAsOfMs ?? Infinity)); // of the older
  const dayName = day === null ? "" : weekdayName(day, { language, width: "long" });
  return (
    <section className="panel heat week-panel" data-old={old !== null} aria-label={t("week.title")}>
      <header className="panel__head">
        <h2>{t("week.title")}</h2>
        <span className="panel__aside">
          {old ?? (week && t("week.window", { days, count: total, text: format.number(total) }))}
        </span>
        <strong className="week-panel__now">
          {t(`week.reach.${reach}`, { day: dayName, from, to })}
          {t("week.ranked", { days, map: t(`heat.windows.${window}`) })}
        </strong>
      </header>
      {week && <WeekMatrix cells={weekCells(all)} marked={marked} onChoose={choose} format={format} />}
      <p className="coverage__note">
        {[
          t("week.few"),
          ...(mapAsOfMs === null ? [t("heat.loading")] : []),
          ...(asOf ? [t("live.asOf", { time: format.moment(asOf, now) })] : []),
        ].join(" · ")}
      </p>
    </section>
  );
}

const EMPTY: Pick<HeatWeek, "grids"> = { grids: [] };

/** The part of the week that somebody looks at; null = that of now. The same once more ends it. */
function useChosenPart(): { chosen: WeekPart | null; choose: (part: WeekPart) => void } {
  const [chosen, setChosen] = useState<WeekPart | null>(null);
  const choose = (part: WeekPart): void =>
    setChosen((before) => (JSON.stringify(before) === JSON.stringify(part) ? null : part));
  return { chosen, choose };
}

/** The part of the week that grids are ranked by while nobody chooses one. */
function partOf(reach: ReturnType<typeof rankedHours>["reach"], hour: number): WeekPart {
  const from = HOUR_BLOCK * Math.floor((hour % 24) / HOUR_BLOCK);
  return {
    day: reach === "now" ? Math.floor(hour / 24) : null,
    hours: reach === "week" ? null : { from, to: from + HOUR_BLOCK },
  };
}

/** Which words say a part of the week, and of what. */
function wordsOf({ day, hours }: WeekPart) {
  const { from, to } = hours ?? { from: 0, to: 24 };
  if (hours === null) return { reach: day === null ? "week" : "day", day, from, to } as const;
  return { reach: day === null ? "daily" : "now", day, from, to } as const;
}

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
