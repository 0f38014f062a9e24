import type { GridsAround, Place } from "@getu/domain";
import { bboxOf } from "@getu/geometry";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { bboxOfAll, createFrame, hundredths, isMeeting } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import type { DrawnGrid } from "../map/grid-arcs.ts";
import { GridsLayer } from "../map/grids-layer.tsx";
import { GroundLayer } from "../map/ground-layer.tsx";
import { PaperMap } from "../map/paper-map.tsx";
import { RoadNameLayer } from "../map/road-name-layer.tsx";
import type { PaperGround } from "../map/use-ground.ts";
import { textWidth } from "../map/text-width.ts";
import { tintOf } from "../map/tints.ts";
import { visibleAnchors } from "../map/visible-anchors.ts";

/** How a grid of the map is drawn: which of its parts belong together, and what is written into it. */
export type GridMark = { group: number; words: string };

type GridMapProps = {
  around: GridsAround;
  /** The grids that the map is about. */
  own: ReadonlyMap<number, GridMark>;
  size: { width: number; height: number };
  ground: PaperGround;
  services: readonly Place[];
  label: string;
};

const MARGIN_MM = 16;

/** How a name is written: of the one grid that the map is about, of its parts, of neighbours. */
const LOOKS = {
  only: { fontSize: 6, fontWeight: 700, fill: "#b3121d" },
  part: { fontSize: 4.2, fontWeight: 700, fill: "#1c2329" },
  neighbour: { fontSize: 3.6, fontWeight: 400, fill: "#3c464e" },
} as const;

/** A grid between its neighbours, with the places that the list beside it numbers. */
export function GridMap({ around, own, size, ground, services, label }: GridMapProps): ReactNode {
  const { width, height } = size;
  const frame = useMemo(() => {
    const areas = around.grids.filter(({ id }) => own.has(id)).map(({ area }) => area);
    return createFrame(bboxOfAll(areas) ?? [0, 0, 0, 0], { width, height, margin: MARGIN_MM });
  }, [around, own, width, height]);
  const shown = useMemo(() => gridsIn(frame, around, own), [frame, around, own]);
  const names = useMemo(() => namesOf(shown, frame), [shown, frame]);
  const taken = useMemo(() => names.flatMap(spotsOf), [names]);
  return (
    <PaperMap frame={frame} label={label}>
      <GroundLayer {...{ frame, ground }} />
      <GridsLayer frame={frame} grids={shown} fillOf={own.size > 1 ? tintOf : nothing} />
      <RoadNameLayer {...{ frame, ground, taken }} />
      {names.map(({ id, look, words, at }) => (
        <text
          key={id}
          className="paper-map__grid-name"
          x={hundredths(at[0])}
          y={hundredths(at[1])}
          {...LOOKS[look]}
        >
          {words}
        </text>
      ))}
      {services.map((place, i) => (
        <ServiceMark key={place.id} number={i + 1} {...{ place, frame }} />
      ))}
    </PaperMap>
  );
}

const nothing = (): null => null;

type ShownGrid = DrawnGrid & {
  words: string;
  look: keyof typeof LOOKS;
  /** Null = too little of it is seen for a name. */
  at: readonly [number, number] | null;
};

function gridsIn(frame: Frame, around: GridsAround, own: GridMapProps["own"]): ShownGrid[] {
  const seen = around.grids.filter(({ area }) => isMeeting(bboxOf(area), frame.bbox));
  const anchors = visibleAnchors(
    seen.map(({ area }) => area),
    frame,
  );
  return seen.map(({ id, name, area }, i) => {
    const [mark, at] = [own.get(id), anchors[i] ?? null];
    if (!mark) return { id, area, group: null, words: name, look: "neighbour", at };
    return { id, area, group: mark.group, words: mark.words, look: own.size === 1 ? "only" : "part", at };
  });
}

const widthOf = ({ words, look }: ShownGrid): number => textWidth(words) * LOOKS[look].fontSize;

/** Names that keep within the picture and off each other: one that would lie on an earlier one is left out. */
function namesOf(shown: readonly ShownGrid[], { width }: Frame): PlacedGrid[] {
  const placed: PlacedGrid[] = [];
  for (const grid of shown.toSorted((one, other) => LOOKS[other.look].fontSize - LOOKS[one.look].fontSize)) {
    if (!grid.at) continue;
    const half = widthOf(grid) / 2;
    const x = Math.min(Math.max(grid.at[0], half + 2), width - half - 2);
    const name = { ...grid, at: [x, grid.at[1]] as const };
    if (!isUnderNorth(name, width) && !placed.some((other) => isOn(name, other))) placed.push(name);
  }
  return placed;
}

/** True for a name below the arrow to the north, which stands in the upper right corner. */
const isUnderNorth = (grid: PlacedGrid, width: number): boolean =>
  grid.at[1] < 26 && grid.at[0] + widthOf(grid) / 2 > width - 17;

type PlacedGrid = ShownGrid & { at: readonly [number, number] };

const isOn = (one: PlacedGrid, other: PlacedGrid): boolean =>
  Math.abs(one.at[0] - other.at[0]) < (widthOf(one) + widthOf(other)) / 2 &&
  Math.abs(one.at[1] - other.at[1]) < (LOOKS[one.look].fontSize + LOOKS[other.look].fontSize) * 0.6;

/** Places that a name covers, which no name of a road may lie on. */
const spotsOf = (grid: PlacedGrid): [number, number][] =>
  [-0.4, 0, 0.4].map((share) => [grid.at[0] + share * widthOf(grid), grid.at[1]]);

function ServiceMark({ place, number, frame }: { place: Place; number: number; frame: Frame }): ReactNode {
  const [x, y] = frame.toPaper(place.position);
  const isSeen = x > 3 && y > 3 && x < frame.width - 3 && y < frame.height - 3;
  if (!isSeen) return null;
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r={3.3} fill="#174a7c" stroke="#ffffff" strokeWidth={0.7} />
      <text fontSize={4} fontWeight={700} textAnchor="middle" dominantBaseline="central" fill="#ffffff">
        {number}
      </text>
    </g>
  );
}
