import { useEffect, useId, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { stepsOf, windowAt } from "../heat-time.ts";
import type { HeatReach } from "../heat-time.ts";
import type { Feed } from "../map/feed.ts";
import { useFeed } from "../use-feed.ts";

/** Slow enough for an eye to follow a hot spot. */
const PLAY_STEP_MS = 150;

/** A year passes in a minute: of a window that moves by less than a day several steps at once. */
const MOST_PLAYED = 400;

/** Moves the heat's window over the past year: by hand, with the arrow keys or by itself. */
export function HeatTime(props: {
  reach: HeatReach;
  /** Steps back from the present. */
  back: Feed<number>;
  now: Date;
  timeZone: string;
  format: Format;
}): ReactNode {
  const { reach, now, timeZone, format } = props;
  const back = useFeed(props.back);
  const move = props.back.set;
  const { t } = useTranslation();
  const id = useId();
  const steps = stepsOf(reach);
  const stride = Math.ceil(steps / MOST_PLAYED);
  const [playing, setPlaying] = useState(false);
  const isPlaying = playing && back > 0;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => move(Math.max(0, back - stride)), PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, back, move, stride]);
  const { from, to } = windowAt(reach, { back, now, timeZone });
  const isFixed = steps === 0; // stays where it is: a row that came and went would move the map
  const words = back === 0 ? t("heat.time.now") : `${format.moment(from, now)} – ${format.moment(to, now)}`;
  const play = (): void => {
    if (back === 0) move(steps);
    setPlaying(!isPlaying);
  };
  return (
    <div className="heat-time">
      <button
        type="button"
        className="heat-time__play"
        aria-pressed={isPlaying}
        disabled={isFixed}
        onClick={play}
      >
        <span className={isPlaying ? "sign-pause" : "sign-play"} aria-hidden="true" />
        <span className="spoken">{t(isPlaying ? "heat.time.pause" : "heat.time.play")}</span>
      </button>
      <label htmlFor={id}>{t("heat.time.title")}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(1, steps)}
        value={isFixed ? 1 : steps - back}
        disabled={isFixed}
        aria-valuetext={words}
        onChange={(event) => {
          setPlaying(false);
          move(steps - Number(event.target.value));
        }}
      />
      <output htmlFor={id}>{words}</output>
    </div>
  );
}
