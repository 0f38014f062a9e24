import { useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hectares, tellNumber } from "../../panels/quantity.ts";
import type { BoardPaper } from "../board/board-sheet.tsx";
import { ReportSign } from "../board/report-sign.tsx";
import { VersionLine } from "../board/version-line.tsx";
import { fittedSize } from "../map/text-width.ts";

/** The first page of a booklet: of which grid, how large, who answers. */
export function BookletCover({ territory, set }: Pick<BoardPaper, "territory" | "set">): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { head, parts, around, effectiveFrom, reportUrl } = set;
  const households = sumOf(parts.map(({ grid }) => grid.households));
  const isEstimate = parts.some(({ grid }) => grid.householdsEstimated);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("print.booklet.grids"), String(parts.length)],
    ...(households === null
      ? []
      : [[t("print.board.households"), tellNumber(households, { write: String, isEstimate })] as const]),
    [t("print.board.area"), t("print.hectares", { text: hectares(head.grid.areaSquareMetres) })],
    ...(head.leader ? [[t("print.board.leader"), head.leader.name] as const] : []),
    ...(head.dutyTelephone === null ? [] : [[t("print.board.dutyTelephone"), head.dutyTelephone] as const]),
  ];
  const parents = [labelOf(territory.name), ...head.above.map(({ name }) => name)].join(" · ");
  return (
    <section className="sheet sheet--page booklet__cover">
      <header>
        <p style={{ fontSize: `${fittedSize(parents, { width: 168, most: 6 })}mm` }}>{parents}</p>
        <h1 style={{ fontSize: `${fittedSize(head.grid.name, { width: 165, most: 20 })}mm` }}>
          {head.grid.name}
        </h1>
        <h2>{t("print.booklet.title")}</h2>
      </header>
      <dl className="booklet__sums">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ReportSign url={reportUrl} />
      <VersionLine {...{ territory, effectiveFrom }} version={around.version} />
    </section>
  );
}

/** Null = of one of them nobody knows. */
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
