import type { NamedGrid, Summary } from "@getu/domain";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CutName } from "./cut-name.tsx";
import { longestOf } from "./longest-of.ts";
import { Panel } from "./panel.tsx";
import { useRoomFor } from "./use-room-for.ts";

/** Beside longer numbers, set large, no name would have room: `1,234`. */
const MOST_LARGE_DIGITS = 5;

type Row = Summary["byGrid"][number];

/** Grids of the coarsest tier, or the viewer's own, most overdue first; as many as there is room for, the rest is counted. */
export function LadderPanel(props: {
  summary: Summary | null;
  grids: readonly NamedGrid[];
  tierName: string;
  format: Format;
  onChoose: (gridId: number) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { summary, grids, format, onChoose } = props;
  const rows = summary?.byGrid ?? [];
  const { listRef, room, isFew } = useRoomFor(rows.length);
  const shown = rows.slice(0, room);
  const most = rows.reduce((max, row) => Math.max(max, row.open), 1);
  const [lateDigits, openDigits] = [
    longestOf(
      rows.map(({ overdue }) => overdue),
      format,
    ),
    longestOf([most], format),
  ];
  const digits = { "--late-digits": lateDigits, "--open-digits": openDigits } as CSSProperties;
  const isLarge = isFew && Math.max(lateDigits, openDigits) <= MOST_LARGE_DIGITS;
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  const areOwn = rows.some(({ gridId }) => (byId.get(gridId)?.tier ?? 0) > 0);
  return (
    <Panel
      name="ladder"
      title={areOwn ? t("ladder.own") : t("ladder.title", { tier: props.tierName })}
      aside={rows.length > shown.length ? t("ladder.more", { count: rows.length - shown.length }) : null}
    >
      {rows.length > 0 && <LadderHead isLarge={isLarge} style={digits} />}
      {summary && rows.length === 0 && <p className="panel__empty">{t("ladder.empty")}</p>}
      <ol className="ladder" data-large={isLarge} style={digits} ref={listRef}>
        {shown.map((row) => (
          <LadderRow
            key={row.gridId}
            row={row}
            grid={byId.get(row.gridId) ?? null}
            most={most}
            format={format}
            onChoose={onChoose}
          />
        ))}
      </ol>
    </Panel>
  );
}

function LadderHead({ isLarge, style }: { isLarge: boolean; style: CSSProperties }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="ladder__head" data-large={isLarge} style={style} aria-hidden="true">
      <span>{t("ladder.order")}</span>
      <span className="late">{t("summary.overdue")}</span>
      <span>{t("summary.open")}</span>
    </div>
  );
}

function LadderRow(props: {
  row: Row;
  grid: NamedGrid | null;
  most: number;
  format: Format;
  onChoose: (gridId: number) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { row, grid, most, format, onChoose } = props;
  const name = grid?.name ?? `#${row.gridId}`;
  return (
    <li>
      <button
        type="button"
        className="ladder__row"
        data-late={row.overdue > 0}
        title={t("ladder.show")}
        onClick={() => onChoose(row.gridId)}
      >
        <CutName name={name} />
        <span className="ladder__bar">
          <i className="ladder__open" style={{ width: `${(row.open / most) * 100}%` }} />
          <i className="ladder__late" style={{ width: `${(row.overdue / most) * 100}%` }} />
        </span>
        <span className="ladder__overdue">
          <span className="spoken">{t("summary.overdue")}</span>
          {format.number(row.overdue)}
        </span>
        <span className="ladder__count">
          <span className="spoken">{t("summary.open")}</span>
          {format.number(row.open)}
        </span>
      </button>
    </li>
  );
}
