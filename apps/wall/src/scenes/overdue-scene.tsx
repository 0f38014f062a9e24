import type { Summary } from "@getu/domain";
import {
  CountButton,
  CutName,
  longestOf,
  OwnedList,
  Panel,
  Rung,
  rungColour,
  useRoomFor,
  useRungName,
} from "@getu/ui";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLastRows } from "../use-last-rows.ts";
import type { SceneProps } from "./scene.ts";

const LATE = { queue: "overdue", order: "climbed", filter: {} } as const;

/** What is late: how much at each level it has climbed to, and of the highest who has it and since when. */
export function OverdueScene({ territory, data, words, stage }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const rows = useLastRows(territory.id, LATE);
  const summary = data.summary.data ?? null;
  return (
    <div className="scene-full scene-overdue">
      <div className="scene-overdue__left">
        <Rungs summary={summary} words={words} stage={stage} />
        <LateGrids summary={summary} words={words} stage={stage} />
      </div>
      <Panel name="owned" title={t("scene.overdue.who")}>
        <OwnedList entries={rows?.entries ?? null} words={words} now={data.now} />
      </Panel>
    </div>
  );
}

type LateProps = Pick<SceneProps, "words" | "stage"> & { summary: Summary | null };

/** How much is late at each level that it has climbed to. */
function Rungs({ summary, words, stage }: LateProps): ReactNode {
  const { t } = useTranslation();
  const rungName = useRungName(words.chain);
  const ladder = summary?.ladder ?? [];
  const most = ladder.reduce((max, { overdue }) => Math.max(max, overdue), 1);
  return (
    <Panel
      name="rungs"
      title={t("scene.overdue.ladder")}
      aside={
        summary && (
          <CountButton what={t("summary.overdue")} onOpen={() => stage.setOpened({ number: "overdue" })}>
            {t("scene.overdue.total", { text: words.format.number(summary.total.overdue) })}
          </CountButton>
        )
      }
    >
      <ol className="rung-bars">
        {ladder.map(({ reached, overdue }) => (
          <li key={reached}>
            <Rung reached={reached} chain={words.chain} />
            <span className="rung-bars__track">
              <i
                style={{
                  width: `${(overdue / most) * 100}%`,
                  background: rungColour(reached, words.chain),
                }}
              />
            </span>
            <strong>
              <CountButton
                what={rungName(reached)}
                onOpen={() => stage.setOpened({ number: "overdue", reached })}
              >
                {words.format.number(overdue)}
              </CountButton>
            </strong>
          </li>
        ))}
      </ol>
      {summary?.ladder.length === 0 && <p className="panel__empty">{t("heat.noneLate")}</p>}
    </Panel>
  );
}

/** How much is late in each of the coarsest grids and outside every grid, which together make the total. */
function listLate({ total, byGrid }: Summary): { gridId: number | null; overdue: number }[] {
  const inGrids = byGrid.reduce((sum, { overdue }) => sum + overdue, 0);
  return [...byGrid, { gridId: null, overdue: total.overdue - inGrids }]
    .filter(({ overdue }) => overdue > 0)
    .toSorted((a, b) => b.overdue - a.overdue || (a.gridId ?? Infinity) - (b.gridId ?? Infinity));
}

/** Where the late ones are, the most first; what has nothing late is left out. */
function LateGrids({ summary, words, stage }: LateProps): ReactNode {
  const { t } = useTranslation();
  const rows = summary ? listLate(summary) : [];
  const nameOf = (gridId: number | null): string =>
    gridId === null ? t("ticker.outside") : (words.tree.chainOf(gridId)[0]?.name ?? "…");
  const { listRef, room, isFew } = useRoomFor(rows.length);
  if (rows.length === 0) return null;
  const most = rows[0]?.overdue ?? 1;
  const digits = { "--late-digits": longestOf([most], words.format) } as CSSProperties;
  return (
    <Panel
      name="late-grids"
      title={t("heat.lateLegend")}
      aside={rows.length > room ? t("ladder.more", { text: words.format.number(rows.length - room) }) : null}
    >
      <ol className="seen-rows late-grids" data-large={isFew} style={digits} ref={listRef}>
        {rows.slice(0, room).map(({ gridId, overdue }) => (
          <li key={gridId}>
            <CutName name={nameOf(gridId)} />
            <span className="seen-bar">
              <i className="late-grids__bar" style={{ width: `${(100 * overdue) / most}%` }} />
            </span>
            <strong>
              <CountButton
                what={nameOf(gridId)}
                onOpen={() => stage.setOpened({ number: "overdue", gridId })}
              >
                {words.format.number(overdue)}
              </CountButton>
            </strong>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
