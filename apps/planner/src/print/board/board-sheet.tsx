import type { BoardSet, Place, Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Fitted } from "../fitted.tsx";
import { fittedSize } from "../map/text-width.ts";
import type { PaperGround } from "../map/use-ground.ts";
import { DutyList, FactList, LeaderBlock, ServiceList } from "./board-parts.tsx";
import { GridMap } from "./grid-map.tsx";
import { marksOf } from "./marks-of.ts";
import { ReportSign } from "./report-sign.tsx";
import { servicesNear } from "./services-near.ts";
import { VersionLine } from "./version-line.tsx";

/** What every sheet of grids is drawn from. */
export type BoardPaper = {
  territory: Territory;
  set: BoardSet;
  places: readonly Place[];
  ground: PaperGround;
};

const MAP = { width: 262, height: 184 };

/** How wide the name in the head may be, and what stands beside the map. */
const HEAD_MM = 260;
const ASIDE_MM = 120;

/** The notice board of a grid (网格公示牌), A3 landscape, to be read from some metres away. */
export function BoardSheet({ territory, set, places, ground }: BoardPaper): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { head, around, effectiveFrom, reportUrl } = set;
  const services = useMemo(() => servicesNear(head.grid.anchor, places), [head, places]);
  const own = useMemo(() => marksOf(set, "names"), [set]);
  const tier = territory.tiers[head.grid.tier];
  const parents = [labelOf(territory.name), ...head.above.map(({ name }) => name)].join(" · ");
  return (
    <section className="sheet sheet--board">
      <header className="board__head">
        <div>
          <p style={{ fontSize: `${fittedSize(parents, { width: HEAD_MM, most: 6 })}mm` }}>{parents}</p>
          <h1 style={{ fontSize: `${fittedSize(head.grid.name, { width: HEAD_MM, most: 18 })}mm` }}>
            {head.grid.name}
          </h1>
        </div>
        <div className="board__kind">
          <b>{t("print.board.title")}</b>
          {tier && <span>{labelOf(tier.name)}</span>}
        </div>
      </header>
      <main className="board__body">
        <GridMap size={MAP} label={head.grid.name} {...{ around, own, ground, services }} />
        <Fitted className="board__aside" wantedMm={5.7} leastMm={2.4}>
          <LeaderBlock board={head} widest={ASIDE_MM / 5.7} />
          <FactList board={head} />
          <DutyList duties={head.duties} />
        </Fitted>
      </main>
      <footer className="board__foot">
        <ReportSign url={reportUrl} />
        {head.dutyTelephone !== null && (
          <section className="board__duty">
            <h3>{t("print.board.dutyTelephone")}</h3>
            <strong
              className="board__number"
              style={{ fontSize: `${fittedSize(head.dutyTelephone, { width: 90, most: 15 })}mm` }}
            >
              {head.dutyTelephone}
            </strong>
          </section>
        )}
        <Fitted className="board__near" wantedMm={5} leastMm={2.4}>
          <ServiceList services={services} />
        </Fitted>
      </footer>
      <VersionLine {...{ territory, effectiveFrom }} version={around.version} />
    </section>
  );
}
