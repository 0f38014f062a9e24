import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DutyList, FactList, LeaderBlock, ServiceList } from "../board/board-parts.tsx";
import type { BoardPaper } from "../board/board-sheet.tsx";
import { GridMap } from "../board/grid-map.tsx";
import { markOf } from "../board/marks-of.ts";
import { servicesNear } from "../board/services-near.ts";
import { Fitted } from "../fitted.tsx";
import { fittedSize } from "../map/text-width.ts";
import type { Listed } from "./booklet-pages.ts";
import { PageFoot } from "./page-foot.tsx";

const MAP = { width: 182, height: 142 };

/** What stands beside the duties. */
const COLUMN_MM = 82;

/** A title of one line: one of two would push the last lines off the page. */
const TITLE = { width: 160, most: 7 };

type BookletPageProps = Omit<BoardPaper, "territory"> & { listed: Listed };

/** One grid of a booklet. */
export function BookletPage({ set, places, ground, listed }: BookletPageProps): ReactNode {
  const { t } = useTranslation();
  const { board, number, page } = listed;
  const services = useMemo(() => servicesNear(board.grid.anchor, places), [board, places]);
  const own = useMemo(() => markOf(board), [board]);
  return (
    <section className="sheet sheet--page">
      <h2 className="page__title" style={{ fontSize: `${fittedSize(board.grid.name, TITLE)}mm` }}>
        <b className="page__number">{number}</b> {board.grid.name}
      </h2>
      <GridMap size={MAP} label={board.grid.name} around={set.around} {...{ own, ground, services }} />
      <Fitted className="page__rest" wantedMm={3.6} leastMm={2}>
        <div className="page__columns">
          <div>
            <LeaderBlock board={board} widest={COLUMN_MM / 3.6} />
            <FactList board={board} />
            {board.dutyTelephone !== null && (
              <p className="page__duty">
                {t("print.board.dutyTelephone")} <b className="board__number">{board.dutyTelephone}</b>
              </p>
            )}
          </div>
          <DutyList duties={board.duties} />
        </div>
        <ServiceList services={services} />
      </Fitted>
      <PageFoot name={set.head.grid.name} page={page} />
    </section>
  );
}
