import { hoursOfFilter } from "@getu/domain";
import type { Catalogue, HeatLook } from "@getu/domain";
import { createFeed, HeatControls } from "@getu/ui";
import type { Format, LiveState, ShadingChoice } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { WallTerritory } from "./scenes/scene.ts";
import type { Stage } from "./stage.ts";
import { useMeasuredGrids } from "./use-measured-grids.ts";
import { kindsOf, useWallHeat } from "./use-wall-heat.ts";

const EVERY_KIND = { area: null, severity: null, status: "all" } as const;

/**
 * Chooses what the heat shows, beginning with a look, and has its picture fed to the map. A step of the slider goes past
 * this part: what is rendered for it is the slider with its words, and the scale when the counts reach another height.
 */
export function HeatPart(props: {
  territory: WallTerritory;
  stage: Stage;
  look: HeatLook;
  mostLate: number | null;
  /** What the coarsest grids that are seen are called. */
  tierName: string;
  catalogue: Catalogue | null;
  live: LiveState;
  words: { now: Date; format: Format };
}): ReactNode {
  const { territory, stage, look, mostLate, tierName, catalogue, live, words } = props;
  const [moved, setMoved] = useState<Omit<ShadingChoice, "shading">>({ ...look, ...EVERY_KIND });
  const [back] = useState(() => createFeed(0));
  const choice = { ...moved, shading: stage.shading };
  const hours = useMemo(() => hoursOfFilter(moved.hours), [moved.hours]);
  const { area, severity, status } = moved;
  const kinds = useMemo(
    () => kindsOf(catalogue, { area, severity, status }),
    [catalogue, area, severity, status],
  );
  const grids = useMeasuredGrids(territory, {
    look: choice.shading === "heat" ? moved : null,
    kinds,
    back,
    now: words.now,
    format: words.format,
  });
  const scale = useWallHeat(
    { territory, position: stage.position, unit: stage.unit },
    {
      choice: { ...moved, kinds, hours, isDrawn: choice.shading === "heat" && grids === null },
      back,
      picture: stage.heat,
      live,
    },
  );
  const { setMeasured, stay } = stage;
  useEffect(() => back.subscribe(stay), [back, stay]);
  useEffect(() => setMeasured(grids?.notes ?? null), [setMeasured, grids]);
  useEffect(() => () => setMeasured(null), [setMeasured]);
  return (
    <HeatControls
      choice={choice}
      back={back}
      onChoose={({ shading, ...rest }) => {
        setMoved(rest);
        stage.setShading(shading);
      }}
      scale={{
        ...scale,
        mostLate,
        mostMeasured: grids?.most ?? null,
        measuredAsOf: grids?.asOf ?? null,
        isEstimated: grids?.isEstimated ?? false,
        tierName,
      }}
      catalogue={catalogue}
      now={words.now}
      timeZone={territory.timeZone}
      format={words.format}
    />
  );
}
