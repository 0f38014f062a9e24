import type { Catalogue } from "@getu/domain";
import { HeatControls } from "@getu/ui";
import type { Feed, Format, LiveState, Shading, ShadingChoice, ShownHeat } from "@getu/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useWallHeat } from "./use-wall-heat.ts";

/**
 * Chooses the heat's window, fetches its picture and feeds it to the map. A step of the slider renders this part alone:
 * the rest of the wall hears of the shading and of nothing else.
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
  const [moved, setMoved] = useState<Omit<ShadingChoice, "shading">>({ window: "week", back: 0, area: null });
  const choice = { ...moved, shading: shading.value };
  const { shown, scale } = useWallHeat(place, { choice, catalogue, live });
  const visible = shading.value === "heat" ? shown : null;
  useEffect(() => feed.set(visible), [feed, visible]);
  return (
    <HeatControls
      choice={choice}
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
