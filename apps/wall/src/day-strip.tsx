import type { Format } from "@getu/ui";
import { useId, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Played } from "./use-played.ts";

/** The day that is played, and out of which others can be chosen; all as `2026-11-26`. */
export type DayGiven = { day: string; days: { first: string; last: string }; onDay: (day: string) => void };

/** The time of a day that is played again, for whoever has a pointer to move it, to stop it, and to choose another day. */
export function DayStrip(props: DayGiven & { played: Played; at: Date; format: Format }): ReactNode {
  const { played, at, format } = props;
  const { step, steps, isPlaying } = played;
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="panel scene-strip" aria-label={t("scene.name.yesterday")}>
      <button type="button" className="heat-time__play" aria-pressed={isPlaying} onClick={played.toggle}>
        <span className={isPlaying ? "sign-pause" : "sign-play"} aria-hidden="true" />
        <span className="spoken">{t(isPlaying ? "heat.time.pause" : "scene.yesterday.play")}</span>
      </button>
      <output className="scene-strip__time" htmlFor={id}>
        {format.minute(at)}
      </output>
      <input
        id={id}
        type="range"
        aria-label={t("scene.yesterday.time")}
        aria-valuetext={format.minute(at)}
        max={steps}
        value={step}
        style={{ "--share": `${(100 * step) / steps}%` } as CSSProperties}
        onChange={(event) => played.moveTo(Number(event.target.value))}
      />
      <DayStep {...props} by={-1} />
      <DayChoice {...props} />
      <DayStep {...props} by={1} />
    </section>
  );
}

const DAY_MS = 86_400_000;

/** The day before or after, for who has nothing to type with: a browser's own calendar is too small for a wall. */
function DayStep({ day, days, onDay, by }: DayGiven & { by: -1 | 1 }): ReactNode {
  const { t } = useTranslation();
  const next = new Date(Date.parse(day) + by * DAY_MS).toISOString().slice(0, 10); // by the calendar, of no time zone
  return (
    <button
      type="button"
      className="heat-time__play scene-strip__step"
      aria-label={t(by < 0 ? "scene.yesterday.dayBefore" : "scene.yesterday.dayAfter")}
      disabled={next < days.first || next > days.last}
      onClick={() => onDay(next)}
    >
      {by < 0 ? "‹" : "›"}
    </button>
  );
}

/** A day that is being typed is no day yet. */
function DayChoice({ day, days, onDay }: DayGiven): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="date"
      required
      className="scene-strip__day"
      aria-label={t("scene.yesterday.choose")}
      min={days.first}
      max={days.last}
      value={typed ?? day}
      onChange={({ target }) => {
        setTyped(target.value);
        if (target.validity.valid) onDay(target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
