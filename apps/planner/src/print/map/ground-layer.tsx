import type { BasemapKind } from "@getu/domain";
import { LIGHT_THEME } from "@getu/layers";
import type { Feature } from "geojson";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { hundredths, linesOf, pathOf } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { thingsIn } from "./use-ground.ts";
import type { PaperGround } from "./use-ground.ts";

/** Classes of roads from the least to the most important: how wide they are in the street, and at least on paper. */
const ROADS = [
  { key: "lane", metres: 5, leastMm: 0.25 },
  { key: "secondary", metres: 12, leastMm: 0.6 },
  { key: "arterial", metres: 22, leastMm: 1 },
] as const;

/** From this scale on houses would be dust. */
const HOUSES_UP_TO = 9;

const WATER_COURSE_METRES = 6;

/** Greens, waters, houses and roads under the grids. */
export function GroundLayer({ frame, ground }: { frame: Frame; ground: PaperGround }): ReactNode {
  const drawing = useMemo(() => drawGround(frame, ground), [frame, ground]);
  return (
    <g strokeLinecap="round" strokeLinejoin="round">
      <path d={drawing.green} fill={LIGHT_THEME.green} fillRule="evenodd" />
      <path d={drawing.water} fill={LIGHT_THEME.water} fillRule="evenodd" />
      <path d={drawing.courses} fill="none" stroke={LIGHT_THEME.water} strokeWidth={drawing.courseWidth} />
      <path
        d={drawing.building}
        fill={LIGHT_THEME.building}
        stroke={LIGHT_THEME.buildingEdge}
        strokeWidth={0.12}
        fillRule="evenodd"
      />
      {drawing.roads.map(({ key, width, d }) => (
        <g key={key} fill="none">
          <path d={d} stroke={ROAD_RIM} strokeWidth={hundredths(width + 0.3)} />
          <path d={d} stroke={LIGHT_THEME.road[key]} strokeWidth={width} />
        </g>
      ))}
    </g>
  );
}

/** White roads on white paper need a rim. */
const ROAD_RIM = "#cfc9bd";

const isLine = ({ geometry }: Feature): boolean => geometry.type.endsWith("LineString");

function drawGround(frame: Frame, ground: PaperGround) {
  const within = (kind: BasemapKind): Feature[] => thingsIn(ground[kind], frame.bbox);
  const draw = (features: readonly Feature[]): string =>
    pathOf(
      features.flatMap(({ geometry }) => linesOf(geometry)),
      frame,
    );
  const [water, roads] = [within("water"), within("road")];
  return {
    green: draw(within("green")),
    water: draw(water.filter((feature) => !isLine(feature))),
    courses: draw(water.filter(isLine)),
    courseWidth: hundredths(Math.max(0.5, WATER_COURSE_METRES / frame.metresPerMm)),
    building: frame.metresPerMm > HOUSES_UP_TO ? "" : draw(within("building")),
    roads: ROADS.map(({ key, metres, leastMm }) => ({
      key,
      width: hundredths(Math.max(leastMm, metres / frame.metresPerMm)),
      d: draw(roads.filter(({ properties }) => properties?.["class"] === key)),
    })),
  };
}
