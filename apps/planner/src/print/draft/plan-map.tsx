import type { Plan } from "@getu/domain/redraw";
import { bboxOf } from "@getu/geometry";
import { listOwners, toAreas } from "@getu/geometry/partition";
import { useId, useMemo } from "react";
import type { ReactNode } from "react";
import { chainLines } from "../../map/chain-lines.ts";
import { borderFeatures } from "../../map/plan-features.ts";
import { bboxOfLine, isMeeting, pathOf } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import { areaPath } from "../map/grids-layer.tsx";
import { GroundLayer } from "../map/ground-layer.tsx";
import { MapLabels } from "../map/map-labels.tsx";
import { furnitureBoxes, PaperMap } from "../map/paper-map.tsx";
import { placeLabels } from "../map/place-labels.ts";
import type { Labelled } from "../map/place-labels.ts";
import type { PaperBox } from "../map/paper-raster.ts";
import { tintOf } from "../map/tints.ts";
import type { PaperGround } from "../map/use-ground.ts";
import { borderChanges } from "./border-changes.ts";
import type { ChangePlace } from "./change-places.ts";
import { changedAreas } from "./compared-plans.ts";
import type { Compared } from "./compared-plans.ts";

/** One side of what changes at a place. */
export type Side = "before" | "after";

type PlanMapProps = {
  compared: Compared;
  side: Side;
  place: ChangePlace;
  /** By which number the table has each grid. */
  numbers: ReadonlyMap<number, number>;
  frame: Frame;
  ground: PaperGround;
  label: string;
};

/**
 * One side of a draft: what changes in colours that are the same on both sides, with names; the ground that changes hands
 * hatched and numbered; what stays steps back. The new side has the old borders dashed and the new ones strong.
 */
export function PlanMap({ compared, side, place, numbers, frame, ground, label }: PlanMapProps): ReactNode {
  const plan = compared[side];
  const areas = useMemo(() => seenAreas(plan, frame), [plan, frame]);
  const labels = useMemo(() => {
    const taken: PaperBox[] = furnitureBoxes(frame);
    const named = placeLabels(labelledOf(plan, { areas, place, numbers }), frame, taken);
    const moved = placeLabels(movedOf(compared, place), frame, taken);
    return { named, moved };
  }, [plan, areas, place, numbers, compared, frame]);
  return (
    <PaperMap frame={frame} label={label}>
      <GroundLayer {...{ frame, ground }} />
      <Tints {...{ plan, place, frame }} />
      <MovedGround {...{ compared, place, frame }} />
      <Borders {...{ plan, frame }} />
      {side === "after" && <ChangedBorders {...{ compared, frame }} />}
      <MapLabels
        labels={labels.named}
        styleOf={(id) => (place.owners.has(id) ? STRONG : FAINT)}
        look="grid"
      />
      <MapLabels labels={labels.moved} styleOf={() => STRONG} look="moved" />
    </PaperMap>
  );
}

/** Outlines of the grids that are seen. */
function seenAreas({ partition }: Plan, frame: Frame) {
  const all = toAreas(partition, listOwners(partition));
  return new Map([...all].filter(([, area]) => isMeeting(bboxOf(area), frame.bbox)));
}

const STRONG = { fill: "#1c2329", fontWeight: 700 } as const;
const FAINT = { fill: "#66707a", fontWeight: 400 } as const;

const STRONG_SIZES = [3.6, 3.1, 2.7];
const FAINT_SIZES = [2.4];

type Labelling = {
  areas: ReturnType<typeof seenAreas>;
  place: ChangePlace;
  numbers: ReadonlyMap<number, number>;
};

/** What changes by name or number, and what stays by its name where there is room; those that change first. */
function labelledOf({ grids }: Plan, { areas, place, numbers }: Labelling): Labelled[] {
  const things = [...areas].map(([id, area]) => {
    const isStrong = place.owners.has(id);
    return {
      id,
      area,
      words: grids.get(id)?.name ?? null,
      number: isStrong ? (numbers.get(id) ?? null) : null,
      sizes: isStrong ? STRONG_SIZES : FAINT_SIZES,
    };
  });
  return things.toSorted(
    (one, other) => Number(place.owners.has(other.id)) - Number(place.owners.has(one.id)),
  );
}

/** What is numbered on a map; the table has all. */
const MOST_NUMBERED = 60;

const movedAt = ({ moved }: Compared, { owners }: ChangePlace): Compared["moved"] =>
  moved.filter((each) => each.owners.some((owner) => owners.has(owner)));

const movedOf = (compared: Compared, place: ChangePlace): Labelled[] =>
  movedAt(compared, place)
    .slice(0, MOST_NUMBERED)
    .map(({ number, area }) => ({ id: number, area, words: null, number, sizes: [] }));

type LayerProps = { plan: Plan; compared: Compared; place: ChangePlace; frame: Frame };

/** What changes, in colours that are the same on both sides; over all else lies a veil. */
function Tints({ plan, place: { owners }, frame }: Omit<LayerProps, "compared">): ReactNode {
  const order = [...owners];
  const areas = [...changedAreas(plan, owners)].map(([owner, area]) => ({ owner, d: areaPath(area, frame) }));
  const { width, height } = frame;
  return (
    <g fillRule="evenodd">
      <path
        d={`M0 0H${width}V${height}H0Z${areas.map(({ d }) => d).join("")}`}
        fill="#ffffff"
        fillOpacity={0.55}
      />
      {areas.map(({ owner, d }) => (
        <path key={owner} d={d} fill={tintOf(order.indexOf(owner))} fillOpacity={0.34} />
      ))}
    </g>
  );
}

function MovedGround({ compared, place, frame }: Omit<LayerProps, "plan">): ReactNode {
  const hatch = useId();
  return (
    <g>
      <pattern
        id={hatch}
        width={2.2}
        height={2.2}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0V2.2" stroke="#9c1f6b" strokeWidth={0.55} />
      </pattern>
      {movedAt(compared, place).map(({ number, area }) => (
        <path key={number} d={areaPath(area, frame)} fill={`url(#${hatch})`} fillRule="evenodd" />
      ))}
    </g>
  );
}

/** Widths of borders in millimetres: of the territory, then from the coarsest tier down. */
const WIDTHS = [1.2, 0.9, 0.6, 0.3];

function Borders({ plan, frame }: Pick<LayerProps, "plan" | "frame">): ReactNode {
  const paths = useMemo(() => {
    const seen = borderFeatures(plan, listOwners(plan.partition)).filter(({ geometry }) =>
      isMeeting(bboxOfLine(geometry.coordinates.flat()), frame.bbox),
    );
    const byRank = Map.groupBy(seen, ({ properties }) => Number(properties?.["rank"]));
    return [...byRank].map(([rank, borders]) => ({
      rank,
      d: pathOf(
        borders.flatMap(({ geometry }) => geometry.coordinates),
        frame,
      ),
    }));
  }, [plan, frame]);
  return (
    <g fill="none" stroke="#3c4852" strokeLinejoin="round">
      {paths.map(({ rank, d }) => (
        <path key={rank} d={d} strokeWidth={WIDTHS[rank] ?? WIDTHS.at(-1)} />
      ))}
    </g>
  );
}

function ChangedBorders({
  compared: { before, after },
  frame,
}: Pick<LayerProps, "compared" | "frame">): ReactNode {
  const { gone, come } = useMemo(() => borderChanges(before, after), [before, after]);
  return (
    <g fill="none" strokeLinejoin="round">
      <path
        d={pathOf(chainLines(before.partition, gone), frame)}
        stroke="#5b5f63"
        strokeWidth={0.7}
        strokeDasharray="2 1.4"
      />
      <path d={pathOf(chainLines(after.partition, come), frame)} stroke="#0b57a4" strokeWidth={1.1} />
    </g>
  );
}
