import type { ReactNode } from "react";
import { hundredths } from "./frame.ts";
import { LINE_HEIGHT, NUMBER_HALF_MM } from "./place-labels.ts";
import type { MapLabel } from "./place-labels.ts";

/** Numbers of grids stand on a square, those of ground that changes hands in a disc. */
type Look = "grid" | "moved";

type NameStyle = { readonly fill: string; readonly fontWeight: 400 | 700 };

type MapLabelsProps = {
  labels: readonly MapLabel[];
  /** How a name is written: what the map is about stands out, the rest is faint. */
  styleOf: (id: number) => NameStyle;
  look: Look;
};

/** Names and numbers where they have been placed. */
export function MapLabels({ labels, styleOf, look }: MapLabelsProps): ReactNode {
  return (
    <g>
      {labels.map((label) =>
        label.kind === "number" ? (
          <NumberSign key={label.id} label={label} look={look} />
        ) : (
          <Name key={label.id} label={label} style={styleOf(label.id)} />
        ),
      )}
    </g>
  );
}

type LabelProps = { label: MapLabel };

function Name({ label: { lines, size, at }, style }: LabelProps & { style: NameStyle }): ReactNode {
  const step = size * LINE_HEIGHT;
  const top = at[1] - (step * (lines.length - 1)) / 2;
  return (
    <text className="paper-map__grid-name" fontSize={size} {...style}>
      {lines
        .map((line, i) => ({ line, y: hundredths(top + i * step) }))
        .map(({ line, y }) => (
          <tspan key={y} x={hundredths(at[0])} y={y}>
            {line}
          </tspan>
        ))}
    </text>
  );
}

const LOOKS = {
  grid: { fill: "#ffffff", stroke: "#1c2329", text: "#1c2329", corner: 0.5 },
  moved: { fill: "#9c1f6b", stroke: "#ffffff", text: "#ffffff", corner: NUMBER_HALF_MM },
} as const satisfies Record<Look, object>;

function NumberSign({ label: { lines, size, at, from }, look }: LabelProps & { look: Look }): ReactNode {
  const { fill, stroke, text, corner } = LOOKS[look];
  const side = 2 * NUMBER_HALF_MM;
  const [x, y] = at.map(hundredths) as [number, number]; // places have two
  return (
    <>
      {from && (
        <>
          <path
            d={`M${x} ${y}L${hundredths(from[0])} ${hundredths(from[1])}`}
            stroke="#1c2329"
            strokeWidth={0.25}
          />
          <circle cx={hundredths(from[0])} cy={hundredths(from[1])} r={0.5} fill="#1c2329" />
        </>
      )}
      <g transform={`translate(${x} ${y})`}>
        <rect
          x={-NUMBER_HALF_MM}
          y={-NUMBER_HALF_MM}
          width={side}
          height={side}
          rx={corner}
          fill={fill}
          stroke={stroke}
          strokeWidth={0.35}
        />
        <text
          fontSize={lines.join("").length > 2 ? size * 0.8 : size}
          fontWeight={700}
          textAnchor="middle"
          dominantBaseline="central"
          fill={text}
        >
          {lines}
        </text>
      </g>
    </>
  );
}
