import type { NamedGrid, Summary } from "@getu/domain";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CountButton } from "./count-button.tsx";
import type { CountedIncidents } from "./count-of.ts";
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
  onOpen: (counted: CountedIncidents) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { summary, grids, format, onChoose, onOpen } = props;
  const rows = summary?.byGrid ?? [];
  const { listRef, room, isFew } = useRoomFor(rows.length);
  const shown = rows.slice(0, room);
  const left = rows.length - shown.length;
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
      aside={left > 0 ? t("ladder.more", { text: format.number(left) }) : null}
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
            onOpen={onOpen}
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
  onOpen: (counted: CountedIncidents) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { row, grid, most, format, onChoose, onOpen } = props;
  const name = grid?.name ?? `#${row.gridId}`;
  return (
    <li>
      <div className="ladder__row" data-late={row.overdue > 0}>
        <button
          type="button"
          className="ladder__place"
          title={t("ladder.show")}
          onClick={() => onChoose(row.gridId)}
        >
          <CutName name={name} />
        </button>
        <span className="ladder__bar">
          <i className="ladder__open" style={{ width: `${(row.open / most) * 100}%` }} />
          <i className="ladder__late" style={{ width: `${(row.overdue / most) * 100}%` }} />
        </span>
        {(["overdue", "open"] as const).map((number) => (
          <span key={number} className={`ladder__count ladder__count--${number}`}>
            <CountButton
              what={`${name} · ${t(`summary.${number}`)}`}
              onOpen={() => onOpen({ number, gridId: row.gridId })}
            >
              <span className="spoken">{t(`summary.${number}`)}</span>
              {format.number(row[number])}
            </CountButton>
          </span>
        ))}
      </div>
    </li>
  );
}
