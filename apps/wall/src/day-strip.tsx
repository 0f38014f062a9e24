import type { Format } from "@getu/ui";
import { useId, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Played } from "./use-played.ts";

/** The time of a day that is played again, for whoever has a pointer to move it, to stop it, and to choose another day. */
export function DayStrip(props: {
  played: Played;
  at: Date;
  /** `2026-11-26` */
  day: string;
  days: { first: string; last: string };
  onDay: (day: string) => void;
  format: Format;
}): ReactNode {
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
      <DayChoice {...props} />
    </section>
  );
}

/** A day that is being typed is no day yet. */
function DayChoice({ day, days, onDay }: Pick<Parameters<typeof DayStrip>[0], "day" | "days" | "onDay">) {
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
