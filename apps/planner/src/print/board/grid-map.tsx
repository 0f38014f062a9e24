import type { GridsAround, Place } from "@getu/domain";
import { bboxOf } from "@getu/geometry";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { bboxOfAll, createFrame, hundredths, isMeeting } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import type { DrawnGrid } from "../map/grid-arcs.ts";
import { GridsLayer } from "../map/grids-layer.tsx";
import { GroundLayer } from "../map/ground-layer.tsx";
import { MapLabels } from "../map/map-labels.tsx";
import { furnitureBoxes, PaperMap } from "../map/paper-map.tsx";
import type { PaperBox } from "../map/paper-raster.ts";
import { placeLabels } from "../map/place-labels.ts";
import type { Labelled } from "../map/place-labels.ts";
import { RoadNameLayer } from "../map/road-name-layer.tsx";
import { tintOf } from "../map/tints.ts";
import type { PaperGround } from "../map/use-ground.ts";
import { placeServices } from "./place-services.ts";
import type { ServiceSpot } from "./place-services.ts";

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

/** Heights of letters, the best first: of the one grid that the map is about, of its parts, of neighbours. */
const SIZES = {
  only: [6, 5, 4.2, 3.4, 2.8],
  part: [4.2, 3.6, 3, 2.6],
  neighbour: [3.6, 3, 2.6],
} as const;

const COLOURS = { only: "#b3121d", part: "#1c2329", neighbour: "#3c464e" } as const;

/** A grid between its neighbours, with the places that the list beside it numbers; each name stands in its own grid. */
export function GridMap({ around, own, size, ground, services, label }: GridMapProps): ReactNode {
  const { width, height } = size;
  const frame = useMemo(() => {
    const areas = around.grids.filter(({ id }) => own.has(id)).map(({ area }) => area);
    return createFrame(bboxOfAll(areas) ?? [0, 0, 0, 0], { width, height, margin: MARGIN_MM });
  }, [around, own, width, height]);
  const shown = useMemo(() => gridsIn(frame, around, own), [frame, around, own]);
  const { spots, labels, taken } = useMemo(() => writingOn(shown, frame, services), [shown, frame, services]);
  const lookOf = new Map(shown.map(({ id, look }) => [id, look]));
  return (
    <PaperMap frame={frame} label={label}>
      <GroundLayer {...{ frame, ground }} />
      <GridsLayer frame={frame} grids={shown} fillOf={own.size > 1 ? tintOf : nothing} />
      <RoadNameLayer {...{ frame, ground, taken }} />
      <MapLabels
        labels={labels}
        look="grid"
        styleOf={(id) => {
          const look = lookOf.get(id) ?? "neighbour";
          return { fill: COLOURS[look], fontWeight: look === "neighbour" ? 400 : 700 };
        }}
      />
      {spots.map((spot) => (
        <ServiceMark key={spot.id} spot={spot} />
      ))}
    </PaperMap>
  );
}

const nothing = (): null => null;

type ShownGrid = DrawnGrid & Pick<GridMark, "words"> & { look: keyof typeof SIZES };

function gridsIn(frame: Frame, around: GridsAround, own: GridMapProps["own"]): ShownGrid[] {
  const seen = around.grids.filter(({ area }) => isMeeting(bboxOf(area), frame.bbox));
  return seen.map(({ id, name, area }) => {
    const mark = own.get(id);
    if (!mark) return { id, area, group: null, words: name, look: "neighbour" };
    return { id, area, group: mark.group, words: mark.words, look: own.size === 1 ? "only" : "part" };
  });
}

/** Where numbers of places and names of grids stand, the numbers first, and what is then taken for names of roads. */
function writingOn(shown: readonly ShownGrid[], frame: Frame, services: readonly Place[]) {
  const boxes = furnitureBoxes(frame);
  const spots = placeServices(services, frame, boxes);
  const things = shown.toSorted((one, other) => SIZES[other.look][0] - SIZES[one.look][0]);
  const labels = placeLabels(things.map(toLabelled), frame, boxes);
  return { spots, labels, taken: boxes.flatMap(spotsIn) };
}

/** A number of the booklet's list is never left out: without room it stands beside its grid. */
const toLabelled = ({ id, area, words, look }: ShownGrid): Labelled => ({
  id,
  area,
  words,
  number: /^\d+$/.test(words) ? Number(words) : null,
  sizes: SIZES[look],
});

/** Places that a box covers, which no name of a road may lie on. */
const spotsIn = ([left, top, right, bottom]: PaperBox): [number, number][] =>
  [0.1, 0.5, 0.9].flatMap((share) =>
    [0.25, 0.75].map((down): [number, number] => [
      left + share * (right - left),
      top + down * (bottom - top),
    ]),
  );

function ServiceMark({ spot: { at, from, number, beyond } }: { spot: ServiceSpot }): ReactNode {
  const [x, y] = at.map(hundredths) as [number, number]; // places have two
  return (
    <>
      {from && (
        <>
          <path
            d={`M${x} ${y}L${hundredths(from[0])} ${hundredths(from[1])}`}
            stroke="#174a7c"
            strokeWidth={0.5}
          />
          <circle cx={hundredths(from[0])} cy={hundredths(from[1])} r={0.9} fill="#174a7c" />
        </>
      )}
      <g transform={`translate(${x} ${y})`}>
        {beyond !== null && (
          <path
            d="M2-2.4 5.600 0 2 2.4Z"
            transform={`rotate(${hundredths(beyond)})`}
            fill="#174a7c"
            stroke="#ffffff"
            strokeWidth={0.4}
          />
        )}
        <circle r={3.3} fill="#174a7c" stroke="#ffffff" strokeWidth={0.7} />
        <text fontSize={4} fontWeight={700} textAnchor="middle" dominantBaseline="central" fill="#ffffff">
          {number}
        </text>
      </g>
    </>
  );
}
