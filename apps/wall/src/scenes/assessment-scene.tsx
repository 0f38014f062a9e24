import { answerMsOf, ENOUGH_FOR_A_RATE, rateOf } from "@getu/domain";
import type { GridFigures, RATES } from "@getu/domain";
import { durationText, figureColumns, monthOf, Panel, useAssessment, useRoomFor } from "@getu/ui";
import type { FigureCell, Format } from "@getu/ui";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SceneProps } from "./scene.ts";

/** What fits on a wall of what the desk shows: the fact, the exemption beside it, and how people were answered. */
const COLUMNS = ["onTime", "exempt", "late", "answer", "reopened", "satisfied"] as const;

type Column = (typeof COLUMNS)[number];

/** The month so far, by the coarsest grids in the order of their numbers: this is no ranking. */
export function AssessmentScene({ territory, data, words }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const thisMonth = monthOf(data.now, territory.timeZone);
  const { data: assessment, isError } = useAssessment({
    territoryId: territory.id,
    month: thisMonth,
    tier: data.coarsestTier,
  });
  const { month = thisMonth } = assessment ?? {}; // on the first the figures are those of the last one until others come
  const rows = assessment?.grids ?? [];
  const { listRef, room } = useRoomFor(rows.length);
  const nameOf = (gridId: number): string => words.tree.chainOf(gridId)[0]?.name ?? "…";
  const until = assessment && words.format.moment(new Date(assessment.until), data.now);
  const hidden = rows.length - room;
  const cellOf = useCells(words.format);
  const all = assessment ? [assessment.total, assessment.elsewhere, ...rows] : [];
  const { isStacked, template } = figureColumns(
    COLUMNS.map((column) => ({
      heading: t(`desk.assess.column.${column}`),
      cells: all.map((figures) => cellOf(figures, column)),
    })),
  );
  return (
    <div
      className="scene-full scene-assessment"
      data-stacked={isStacked}
      style={{ "--figure-widths": template } as CSSProperties}
    >
      <Panel
        name="assessment"
        title={t("scene.assessment.title", { month: words.format.month(month) })}
        aside={until !== undefined && t("scene.assessment.until", { until, least: ENOUGH_FOR_A_RATE })}
      >
        {isError && <p className="panel__empty">{t("scene.assessment.refused")}</p>}
        {assessment && (
          <>
            <div className="figures figures--head">
              <span>{t("desk.assess.column.grid")}</span>
              {COLUMNS.map((column) => (
                <span key={column}>{t(`desk.assess.column.${column}`)}</span>
              ))}
            </div>
            <Figures name={t("desk.assess.total")} figures={assessment.total} cellOf={cellOf} />
            {isAny(assessment.elsewhere) && (
              <Figures name={t("ticker.outside")} figures={assessment.elsewhere} cellOf={cellOf} />
            )}
            <ol className="figures-list" ref={listRef}>
              {rows.slice(0, room).map((row) => (
                <li key={row.gridId}>
                  <Figures name={nameOf(row.gridId)} figures={row} cellOf={cellOf} />
                </li>
              ))}
            </ol>
            {hidden > 0 && (
              <p className="panel__empty">{t("ladder.more", { text: words.format.number(hidden) })}</p>
            )}
          </>
        )}
      </Panel>
    </div>
  );
}

const isAny = ({ counts }: GridFigures): boolean => Object.values(counts).some((count) => count > 0);

type CellOf = (figures: GridFigures, column: Column) => FigureCell;

/** Writes every share with the two counts it stands on; with too few of them there is no share. */
function useCells(format: Format): CellOf {
  const { t } = useTranslation();
  return (figures, column) => {
    const { counts } = figures;
    if (column === "late") return { shown: format.number(counts.late), counts: null, isFew: false };
    const { shown, part, of } =
      column === "answer"
        ? {
            shown: toShown(answerMsOf(figures), (ms) => durationText(ms, t)),
            of: counts.reported,
            part: counts.answered,
          }
        : sharesOf(figures, column, format);
    return {
      shown: shown ?? (of === 0 ? "—" : t("desk.assess.tooFew")),
      counts: `${format.number(part)}/${format.number(of)}`,
      isFew: shown === null,
    };
  };
}

function Figures(props: { name: string; figures: GridFigures; cellOf: CellOf }): ReactNode {
  const { name, figures, cellOf } = props;
  return (
    <div className="figures">
      <span className="figures__name">{name}</span>
      {COLUMNS.map((column) => (
        <span key={column} className={`figures__cell figures__cell--${column}`}>
          <Figure cell={cellOf(figures, column)} />
        </span>
      ))}
    </div>
  );
}

function Figure({ cell: { shown, counts, isFew } }: { cell: FigureCell }): ReactNode {
  return (
    <>
      <strong data-few={isFew}>{shown}</strong>
      {counts !== null && <small>{counts}</small>}
    </>
  );
}

const toShown = (value: number | null, write: (value: number) => string): string | null =>
  value === null ? null : write(value);

function sharesOf(figures: GridFigures, rate: keyof typeof RATES, format: Format) {
  const { part, of, share } = rateOf(figures, rate);
  return { shown: toShown(share, format.percent), part, of };
}
