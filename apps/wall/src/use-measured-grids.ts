import { hoursOfFilter, isEstimate, measured } from "@getu/domain";
import type { HeatKinds, HeatLook, HeatWeek, Territory } from "@getu/domain";
import { measuredTextOf } from "@getu/ui";
import type { Feed, Format, GridNote } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChosenWeek } from "./use-chosen-week.ts";

/** What the map says about each grid, the greatest figure, when it was counted (null = not known yet), and whether any is an estimate. */
export type MeasuredGrids = {
  notes: ReadonlyMap<number, GridNote>;
  most: number | null;
  asOf: Date | null;
  isEstimated: boolean;
};

/** A slider that moves is followed as often: each of its questions is counted in the database. */
const FOLLOW_MS = 500;

const NOTHING: MeasuredGrids = { notes: new Map(), most: null, asOf: null, isEstimated: false };

/** Incidents of a look measured grid by grid, wherever the slider moves `back`; null = the look counts them as they are. */
export function useMeasuredGrids(
  territory: Territory,
  options: {
    look: HeatLook | null;
    kinds: HeatKinds;
    back: Feed<number>;
    now: Date;
    format: Format;
  },
): MeasuredGrids | null {
  const { look, kinds, now, format } = options;
  const { t } = useTranslation();
  const isMeasured = look !== null && look.measure !== "count";
  const back = useFollowed(isMeasured ? options.back : null);
  const choice = isMeasured ? { ...look, kinds, back } : null;
  const week = useChosenWeek(territory, { choice, now });
  return useMemo(() => {
    if (!isMeasured) return null;
    return week ? measure(week, look, (figure) => measuredTextOf(figure, { format, t })) : NOTHING;
  }, [isMeasured, week, look, format, t]);
}

type Figure = Parameters<typeof measuredTextOf>[0];

function measure(week: HeatWeek, look: HeatLook, write: (figure: Figure) => string): MeasuredGrids {
  const hours = hoursOfFilter(look.hours);
  const rows = week.grids.map((grid) => {
    const counted = hours ? hours.map((hour) => grid.hours[hour]!) : grid.hours; // an hour of the week
    const incidents = counted.reduce((sum, count) => sum + count, 0);
    const figure = {
      value: measured(incidents, grid, look.measure),
      isEstimate: isEstimate(grid, look.measure),
    };
    return { gridId: grid.gridId, incidents, figure };
  });
  const figures = rows.flatMap(({ gridId, figure: { value } }) =>
    gridId !== null && typeof value === "number" ? value : [],
  );
  const most = Math.max(0, ...figures);
  const notes = rows.flatMap(({ gridId, incidents, figure }): [number, GridNote][] => {
    if (gridId === null) return []; // what lies outside every grid has no ground to be measured by
    const heat = typeof figure.value === "number" ? figure.value / most : 0;
    return [[gridId, { note: write(figure), weight: incidents, late: 0, heat }]];
  });
  const isEstimated = rows.some(({ figure }) => figure.isEstimate);
  return { notes: new Map(notes), most, asOf: new Date(week.asOf), isEstimated };
}

/** What a feed holds, not oftener than it can be asked for; without one 0. */
function useFollowed(feed: Feed<number> | null): number {
  const [value, setValue] = useState(0);
  useEffect(() => {
    if (!feed) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setValue(feed.get());
      }, FOLLOW_MS);
    };
    follow();
    const leave = feed.subscribe(follow);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [feed]);
  return value;
}
