import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hundredths } from "./frame.ts";
import type { Frame } from "./frame.ts";
import type { PaperBox } from "./paper-raster.ts";
import { scaleBarMetres } from "./scale-bar.ts";

/** A little darker than a screen's, so that white roads show on white paper. */
const LAND = "#eeebe1";

const BAR_MOST_MM = 45;

/** Where scale and north stand: no name belongs there. */
export function furnitureBoxes({ width, height, metresPerMm }: Frame): PaperBox[] {
  const bar = scaleBarMetres(metresPerMm, BAR_MOST_MM) / metresPerMm;
  return [
    [0, height - 14, bar + 10, height],
    [width - 17, 0, width, 25],
  ];
}

type PaperMapProps = { frame: Frame; label: string; children: ReactNode };

/** A map on paper: a drawing of lines and letters, as sharp as the printer is, with its scale and north. */
export function PaperMap({ frame, label, children }: PaperMapProps): ReactNode {
  const clip = useId();
  const { width, height } = frame;
  return (
    <svg
      className="paper-map"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width}mm`, height: `${height}mm` }}
    >
      <clipPath id={clip}>
        <rect width={width} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect width={width} height={height} fill={LAND} />
        {children}
      </g>
      <ScaleBar frame={frame} />
      <North frame={frame} />
      <rect width={width} height={height} fill="none" stroke="#5b5f63" strokeWidth={0.4} />
    </svg>
  );
}

function ScaleBar({ frame: { height, metresPerMm } }: { frame: Frame }): ReactNode {
  const { t } = useTranslation();
  const metres = scaleBarMetres(metresPerMm, BAR_MOST_MM);
  const length = hundredths(metres / metresPerMm);
  const words =
    metres < 1000 ? t("print.metres", { count: metres }) : t("print.kilometres", { count: metres / 1000 });
  return (
    <g transform={`translate(6 ${height - 5})`}>
      <rect x={-3} y={-7.5} width={length + 6} height={10.5} rx={1} fill="#ffffff" fillOpacity={0.85} />
      <path d={`M0-2V0H${length}V-2`} fill="none" stroke="#20262b" strokeWidth={0.5} />
      <text x={length / 2} y={-2.6} fontSize={3.2} textAnchor="middle" fill="#20262b">
        {words}
      </text>
    </g>
  );
}

function North({ frame: { width } }: { frame: Frame }): ReactNode {
  const { t } = useTranslation();
  return (
    <g transform={`translate(${width - 10} 8)`}>
      <rect x={-6} y={-5} width={12} height={20} rx={1} fill="#ffffff" fillOpacity={0.85} />
      <path d="M0-3 4 8 0 5.500-4 8Z" fill="#20262b" />
      <text y={13} fontSize={4} textAnchor="middle" fontWeight={700} fill="#20262b">
        {t("print.north")}
      </text>
    </g>
  );
}
