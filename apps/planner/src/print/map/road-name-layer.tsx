import { LIGHT_THEME } from "@getu/layers";
import type { Feature } from "geojson";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { hundredths, linesOf } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { placeRoadNames } from "./road-names.ts";
import type { NamedPath } from "./road-names.ts";
import { thingsIn } from "./use-ground.ts";
import type { PaperGround } from "./use-ground.ts";

/** Height of letters, in millimetres, by the class of the road. */
const SIZES: Readonly<Record<string, number>> = { arterial: 4, secondary: 3.3, lane: 2.7 };

type RoadNameLayerProps = {
  frame: Frame;
  ground: PaperGround;
  /** Where names of grids stand. */
  taken: readonly [number, number][];
};

/** Names of roads along them, where there is room. */
export function RoadNameLayer({ frame, ground, taken }: RoadNameLayerProps): ReactNode {
  const names = useMemo(
    () => placeRoadNames(thingsIn(ground.road, frame.bbox).flatMap(pathsOf), frame, taken),
    [frame, ground, taken],
  );
  return (
    <g className="paper-map__names" fill={LIGHT_THEME.roadName}>
      {names.map(({ name, x, y, angle, size }) => (
        <text
          key={`${name} ${x} ${y}`}
          transform={`translate(${hundredths(x)} ${hundredths(y)}) rotate(${hundredths(angle)})`}
          fontSize={size}
          letterSpacing={size * 0.12}
        >
          {name}
        </text>
      ))}
    </g>
  );
}

function pathsOf({ geometry, properties }: Feature): NamedPath[] {
  const name: unknown = properties?.["name"];
  const size = SIZES[String(properties?.["class"])];
  if (typeof name !== "string" || name === "" || size === undefined) return [];
  return linesOf(geometry).map((line) => ({ name, line, size }));
}
