import { isEstimate, measured } from "@getu/domain";
import type { HeatMeasure, HeatWeek, Measured, NamedGrid } from "@getu/domain";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { measuredTextOf } from "../measured-text.ts";
import { CutName } from "./cut-name.tsx";
import { widestOf } from "./ems-of.ts";
import { Panel } from "./panel.tsx";
import { useRoomFor } from "./use-room-for.ts";

type Row = { gridId: number | null; incidents: number; value: Measured; isEstimate: boolean };

const rank = ({ value }: Row): number => (typeof value === "number" ? value : -1);

/** Grids by a measure of their incidents, highest first, each with the number it is made from; too few are said to be too few. */
export function MeasurePanel(props: {
  week: HeatWeek | null;
  /** Which hours of the week count. */
  hours: ReadonlySet<number>;
  measure: HeatMeasure;
  grids: ReadonlyMap<number, NamedGrid>;
  format: Format;
}): ReactNode {
  const { t } = useTranslation();
  const { week, hours, measure, grids, format } = props;
  const rows = (week?.grids ?? [])
    .map((grid): Row => {
      const incidents = grid.hours.reduce((sum, count, hour) => (hours.has(hour) ? sum + count : sum), 0);
      const value = measured(incidents, grid, measure);
      return { gridId: grid.gridId, incidents, value, isEstimate: isEstimate(grid, measure) };
    })
    .filter(({ gridId, incidents }) => gridId !== null || incidents > 0)
    .sort((a, b) => rank(b) - rank(a) || b.incidents - a.incidents);
  const { listRef, room, isFew } = useRoomFor(rows.length);
  const most = Math.max(0, ...rows.map(rank));
  const countOf = ({ incidents }: Row): string =>
    t("week.incidents", { count: incidents, text: format.number(incidents) });
  const widths = {
    "--value-ems": widestOf(rows.map((row) => measuredTextOf(row, { format, t }))),
    "--count-ems": widestOf(rows.map(countOf)),
  } as CSSProperties;
  return (
    <Panel
      name="measure"
      title={t(`week.measure.${measure}`)}
      aside={rows.length > room ? t("ladder.more", { text: format.number(rows.length - room) }) : null}
    >
      <ol className="seen-rows measure-rows" data-large={isFew} style={widths} ref={listRef}>
        {rows.slice(0, room).map((row) => (
          <li key={row.gridId ?? "outside"} data-few={typeof row.value !== "number"}>
            <CutName
              name={
                row.gridId === null ? t("ticker.outside") : (grids.get(row.gridId)?.name ?? `#${row.gridId}`)
              }
            />
            <span className="seen-bar">
              {most > 0 && (
                <i
                  className="measure-rows__bar"
                  style={{ width: `${(100 * Math.max(0, rank(row))) / most}%` }}
                />
              )}
            </span>
            <strong>{measuredTextOf(row, { format, t })}</strong>
            <span className="measure-rows__count">{countOf(row)}</span>
          </li>
        ))}
      </ol>
      {rows.some((row) => row.isEstimate) && <p className="coverage__note">{t("week.estimated")}</p>}
    </Panel>
  );
}
