import type { Plan } from "@getu/domain/redraw";
import { anchorOf } from "@getu/geometry";
import { diffPartitions, listOwners } from "@getu/geometry/partition";
import { useId, useMemo } from "react";
import type { ReactNode } from "react";
import { chainLines } from "../../map/chain-lines.ts";
import { borderFeatures } from "../../map/plan-features.ts";
import { bboxOfLine, hundredths, isMeeting, pathOf } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import { areaPath } from "../map/grids-layer.tsx";
import { GroundLayer } from "../map/ground-layer.tsx";
import { PaperMap } from "../map/paper-map.tsx";
import type { PaperGround } from "../map/use-ground.ts";
import { tintOf } from "../map/tints.ts";
import { visibleAnchors } from "../map/visible-anchors.ts";
import { changedAreas } from "./compared-plans.ts";
import type { Compared } from "./compared-plans.ts";

type PlanMapProps = {
  compared: Compared;
  side: "before" | "after";
  frame: Frame;
  ground: PaperGround;
  label: string;
};

/** One side of a draft; the new one has the old borders dashed, the new ones strong, and what moves hatched and numbered. */
export function PlanMap({ compared, side, frame, ground, label }: PlanMapProps): ReactNode {
  const plan = compared[side];
  return (
    <PaperMap frame={frame} label={label}>
      <GroundLayer {...{ frame, ground }} />
      <ChangedGrids {...{ plan, compared, frame }} />
      <Borders {...{ plan, frame }} />
      {side === "after" && <MovedAreas {...{ compared, frame }} />}
      <Names {...{ plan, compared, frame }} />
      {side === "after" && <MovedNumbers {...{ compared, frame }} />}
    </PaperMap>
  );
}

type LayerProps = { plan: Plan; compared: Compared; frame: Frame };

/** The same grid has the same colour on both sides. */
function ChangedGrids({ plan, compared: { changed }, frame }: LayerProps): ReactNode {
  const order = [...changed];
  return (
    <g fillOpacity={0.45} fillRule="evenodd">
      {[...changedAreas(plan, changed)].map(([owner, area]) => (
        <path key={owner} d={areaPath(area, frame)} fill={tintOf(order.indexOf(owner))} />
      ))}
    </g>
  );
}

/** Widths of borders in millimetres: of the territory, then from the coarsest tier down. */
const WIDTHS = [1.3, 1, 0.7, 0.35];

function Borders({ plan, frame }: Omit<LayerProps, "compared">): ReactNode {
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

function MovedAreas({ compared: { before, after, moved }, frame }: Omit<LayerProps, "plan">): ReactNode {
  const hatch = useId();
  const { removed, added } = useMemo(
    () => diffPartitions(before.partition, after.partition),
    [before, after],
  );
  return (
    <g fill="none" strokeLinejoin="round">
      <pattern id={hatch} width={2} height={2} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V2" stroke="#9c1f6b" strokeWidth={0.8} />
      </pattern>
      {moved.map(({ number, area }) => (
        <path key={number} d={areaPath(area, frame)} fill={`url(#${hatch})`} fillRule="evenodd" />
      ))}
      <path
        d={pathOf(chainLines(before.partition, removed), frame)}
        stroke="#5b5f63"
        strokeWidth={0.7}
        strokeDasharray="2 1.4"
      />
      <path d={pathOf(chainLines(after.partition, added), frame)} stroke="#0b57a4" strokeWidth={1.1} />
    </g>
  );
}

function Names({ plan, compared: { changed }, frame }: LayerProps): ReactNode {
  const named = useMemo(() => {
    const areas = [...changedAreas(plan, changed)];
    const anchors = visibleAnchors(
      areas.map(([, area]) => area),
      frame,
    );
    return areas.map(([owner], i) => ({ owner, name: plan.grids.get(owner)?.name ?? "", at: anchors[i] }));
  }, [plan, changed, frame]);
  return (
    <>
      {named.map(
        ({ owner, name, at }) =>
          at && (
            <text
              key={owner}
              className="paper-map__grid-name"
              x={at[0]}
              y={at[1]}
              fontSize={3.2}
              fill="#1c2329"
            >
              {name}
            </text>
          ),
      )}
    </>
  );
}

/** What is numbered on the map; the table has all. */
const MOST_NUMBERED = 40;

function MovedNumbers({ compared: { moved }, frame }: Omit<LayerProps, "plan">): ReactNode {
  return (
    <>
      {moved.slice(0, MOST_NUMBERED).map(({ number, area }) => {
        const [x, y] = frame.toPaper(anchorOf(area)).map(hundredths);
        return (
          <g key={number} transform={`translate(${x} ${y})`}>
            <circle r={2.4} fill="#9c1f6b" stroke="#ffffff" strokeWidth={0.5} />
            <text
              fontSize={2.9}
              fontWeight={700}
              textAnchor="middle"
              dominantBaseline="central"
              fill="#ffffff"
            >
              {number}
            </text>
          </g>
        );
      })}
    </>
  );
}
