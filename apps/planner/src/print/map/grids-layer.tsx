import type { AreaGeometry } from "@getu/geometry";
import { polygonsOf } from "@getu/geometry";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { pathOf } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { separatingLines } from "./grid-arcs.ts";
import type { DrawnGrid, Separation } from "./grid-arcs.ts";

/** Lines of grids, the strongest last. */
const LINES = [
  { separation: "elsewhere", stroke: "#7a838b", width: 0.35, dash: "2 1.4" },
  { separation: "parts", stroke: "#4b565f", width: 0.4, dash: undefined },
  { separation: "groups", stroke: "#27323b", width: 0.9, dash: undefined },
  { separation: "outline", stroke: "#ffffff", width: 2.6, dash: undefined },
  { separation: "outline", stroke: "#b3121d", width: 1.5, dash: undefined },
] as const satisfies readonly {
  separation: Separation;
  stroke: string;
  width: number;
  dash: string | undefined;
}[];

type GridsLayerProps = {
  frame: Frame;
  grids: readonly DrawnGrid[];
  /** The colour of a group; null = the ground shows through. */
  fillOf: (group: number) => string | null;
};

/** Grids over the ground: what is not of the one that is shown steps back. */
export function GridsLayer({ frame, grids, fillOf }: GridsLayerProps): ReactNode {
  const lines = useMemo(() => separatingLines(grids), [grids]);
  const own = grids.filter(({ group }) => group !== null);
  const { width, height } = frame;
  return (
    <g strokeLinejoin="round" strokeLinecap="round" fill="none">
      {own.map(({ id, area, group }) => {
        const fill = fillOf(group ?? 0);
        return (
          fill && (
            <path key={id} d={areaPath(area, frame)} fill={fill} fillOpacity={0.42} fillRule="evenodd" />
          )
        );
      })}
      <path
        d={`M0 0H${width}V${height}H0Z${own.map(({ area }) => areaPath(area, frame)).join("")}`}
        fill="#ffffff"
        fillOpacity={0.5}
        fillRule="evenodd"
      />
      {LINES.map(({ separation, stroke, width: strokeWidth, dash }) => (
        <path
          key={stroke}
          d={pathOf(lines.get(separation) ?? [], frame)}
          stroke={stroke}
          strokeWidth={strokeWidth}
          strokeDasharray={dash}
        />
      ))}
    </g>
  );
}

/** An area as path data; its holes are holes by the even-odd rule. */
export const areaPath = (area: AreaGeometry, frame: Frame): string => pathOf(polygonsOf(area).flat(), frame);
