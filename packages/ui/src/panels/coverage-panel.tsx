import { seenShareOf } from "@getu/domain";
import type { Coverage, GroundShare, NamedGrid } from "@getu/domain";
import type { MapTheme } from "@getu/layers";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CutName } from "./cut-name.tsx";
import { widestOf } from "./ems-of.ts";
import { Panel } from "./panel.tsx";
import { useRoomFor } from "./use-room-for.ts";

type CoverageProps = { coverage: Coverage | null; format: Format; theme: MapTheme };

/** How much of the ground cameras see, how much of that is verified, and what the figure leaves out. */
export function CoveragePanel({ coverage, format, theme, now }: CoverageProps & { now: Date }): ReactNode {
  const { t } = useTranslation();
  const asOf = coverage && t("coverage.asOf", { time: format.instant(new Date(coverage.asOf), now) });
  return (
    <Panel name="coverage" title={t("coverage.title")} aside={asOf}>
      {coverage === null && <p className="panel__empty">{t("coverage.counting")}</p>}
      {coverage && (
        <>
          <p className="coverage__share" data-number="seen">
            {percentOf(coverage.total.seenSquareMetres, coverage.total, format)}
          </p>
          <SeenBar share={coverage.total} theme={theme} />
          <CoverageFacts coverage={coverage} format={format} theme={theme} />
          <p className="coverage__note">
            {coverage.buildings > 0
              ? t("coverage.cut", { count: coverage.buildings, text: format.number(coverage.buildings) })
              : t("coverage.uncut")}
          </p>
        </>
      )}
    </Panel>
  );
}

/** The two certainties with their colour, ground and cameras, and the cameras that count for nothing. */
function CoverageFacts({ coverage, format, theme }: CoverageProps & { coverage: Coverage }): ReactNode {
  const { t } = useTranslation();
  const { total, cameras } = coverage;
  const ground = {
    verified: total.verifiedSquareMetres,
    assumed: total.seenSquareMetres - total.verifiedSquareMetres,
  };
  return (
    <dl className="coverage__facts">
      {(["verified", "assumed"] as const).map((certainty) => (
        <div key={certainty}>
          <dt>
            <i className="coverage__key" style={{ background: fillOf(certainty, theme) }} />
            {t(`coverage.certainty.${certainty}`)}
          </dt>
          <dd data-number={certainty}>{percentOf(ground[certainty], total, format)}</dd>
          <dd>
            {t("coverage.cameras", { count: cameras[certainty], text: format.number(cameras[certainty]) })}
          </dd>
        </div>
      ))}
      <div data-none={cameras.uncounted === 0}>
        <dt>{t("coverage.uncounted")}</dt>
        <dd />
        <dd data-number="uncounted">
          {t("coverage.cameras", { count: cameras.uncounted, text: format.number(cameras.uncounted) })}
        </dd>
      </div>
    </dl>
  );
}

/** As on the map: stripes are assumed. */
function fillOf(certainty: keyof MapTheme["seen"], { seen }: MapTheme): string {
  const colour = seen[certainty];
  const stripes = `${colour} 0 0.15rem, transparent 0.15rem 0.3rem`;
  return certainty === "assumed" ? `repeating-linear-gradient(45deg, ${stripes})` : colour;
}

const percentOf = (part: number, { groundSquareMetres }: GroundShare, format: Format): string =>
  groundSquareMetres === 0 ? "–" : format.percent(part / groundSquareMetres);

/** What is verified, then what is assumed, of all ground. */
function SeenBar({ share, theme }: { share: GroundShare; theme: MapTheme }): ReactNode {
  const width = (part: number): string => `${(100 * part) / Math.max(1, share.groundSquareMetres)}%`;
  return (
    <span className="seen-bar">
      <i style={{ width: width(share.seenSquareMetres), background: fillOf("assumed", theme) }} />
      <i style={{ width: width(share.verifiedSquareMetres), background: fillOf("verified", theme) }} />
    </span>
  );
}

/** Grids of the coarsest tier, or the viewer's own, least seen first; as many as there is room for, the rest is counted. */
export function CoverageLadder(
  props: CoverageProps & { grids: ReadonlyMap<number, NamedGrid>; tierName: string },
): ReactNode {
  const { t } = useTranslation();
  const { grids, format, theme } = props;
  const rows = props.coverage?.byGrid ?? [];
  const { listRef, room, isFew } = useRoomFor(rows.length);
  const shown = rows.slice(0, room);
  const left = rows.length - shown.length;
  const shareOf = (row: GroundShare): string =>
    seenShareOf(row) === null ? "–" : percentOf(row.seenSquareMetres, row, format);
  const widths = { "--share-ems": widestOf(rows.map(shareOf)) } as CSSProperties;
  return (
    <Panel
      name="coverage-ladder"
      title={t("coverage.ladder", { tier: props.tierName })}
      aside={left > 0 ? t("ladder.more", { text: format.number(left) }) : null}
    >
      <ol className="seen-rows" data-large={isFew} style={widths} ref={listRef}>
        {shown.map((row) => (
          <li key={row.gridId}>
            <CutName name={grids.get(row.gridId)?.name ?? `#${row.gridId}`} />
            <SeenBar share={row} theme={theme} />
            <strong>{shareOf(row)}</strong>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
