import { hoursOfFilter } from "@getu/domain";
import type { Catalogue } from "@getu/domain";
import { createFeed, HeatControls } from "@getu/ui";
import type { Feed, Format, LiveState, Shading, ShadingChoice, ShownHeat } from "@getu/ui";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useWallHeat } from "./use-wall-heat.ts";

/**
 * Chooses the heat's window and has its picture fed to the map. A step of the slider goes past this part: what is rendered
 * for it is the slider with its words, and the scale when the counts reach another height.
 */
export function HeatPart(props: {
  place: Parameters<typeof useWallHeat>[0];
  shading: { value: Shading; choose: (shading: Shading) => void };
  feed: Feed<ShownHeat | null>;
  mostLate: number | null;
  catalogue: Catalogue | null;
  live: LiveState;
  words: { now: Date; format: Format };
}): ReactNode {
  const { place, shading, feed, mostLate, catalogue, live, words } = props;
  const [moved, setMoved] = useState<Omit<ShadingChoice, "shading">>({
    window: "week",
    area: null,
    hours: "all",
  });
  const [back] = useState(() => createFeed(0));
  const choice = { ...moved, shading: shading.value };
  const hours = useMemo(() => hoursOfFilter(moved.hours), [moved.hours]);
  const scale = useWallHeat(place, {
    choice: { ...choice, hours },
    back,
    picture: feed,
    catalogue,
    live,
  });
  return (
    <HeatControls
      choice={choice}
      back={back}
      onChoose={({ shading: next, ...rest }) => {
        setMoved(rest);
        shading.choose(next);
      }}
      scale={{ ...scale, mostLate }}
      catalogue={catalogue}
      now={words.now}
      format={words.format}
    />
  );
}
