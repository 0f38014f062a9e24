import { HOUR_FILTERS } from "@getu/domain";
import type { Catalogue, HourFilter } from "@getu/domain";
import { heatGradient, heatTicks } from "@getu/layers";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { useLanguage } from "../messages/use-language.ts";
import { HEAT_WINDOWS } from "../heat-time.ts";
import type { HeatWindow } from "../heat-time.ts";
import type { Feed } from "../map/feed.ts";
import { useFeed } from "../use-feed.ts";
import { HeatTime } from "./heat-time.tsx";
import { SHADINGS } from "./layer-switches.ts";
import type { Shading } from "./layer-switches.ts";

/** What shades the ground: `area` = an area of work or null for all, `hours` = a part of the week. */
export type ShadingChoice = { shading: Shading; window: HeatWindow; area: string | null; hours: HourFilter };

/** What the scales of the map's shading say; a most of null = not known yet. */
export type ShadingScale = { most: Feed<number | null>; radiusMetres: number; mostLate: number | null };

/** Chooses the shading, its time window, moved `back` by so many steps, and area of work; real counts explain its colours. */
export function HeatControls(props: {
  choice: ShadingChoice;
  back: Feed<number>;
  onChoose: (choice: ShadingChoice) => void;
  scale: ShadingScale;
  catalogue: Catalogue | null;
  now: Date;
  format: Format;
}): ReactNode {
  const { choice, back, onChoose } = props;
  const { t } = useTranslation();
  const chooseWindow = (window: HeatWindow): void => {
    back.set(0);
    onChoose({ ...choice, window });
  };
  return (
    <section className="panel heat" aria-label={t("shading.title")}>
      <Segments
        label={t("shading.title")}
        options={SHADINGS.map((key) => [key, t(`shading.${key}`)] as const)}
        value={choice.shading}
        onChoose={(shading) => onChoose({ ...choice, shading })}
      />
      {choice.shading === "heat" && (
        <>
          <Segments
            label={t("heat.window")}
            options={HEAT_WINDOWS.map((key) => [key, t(`heat.windows.${key}`)] as const)}
            value={choice.window}
            onChoose={chooseWindow}
          />
          <AreaSelect {...props} />
          <HoursSelect {...props} />
          <HeatTime {...props} key={choice.window} window={choice.window} />
          <HeatScale {...props} />
        </>
      )}
      {choice.shading === "late" && <LateScale {...props} />}
    </section>
  );
}

function Segments<Key extends string>(props: {
  label: string;
  options: readonly (readonly [Key, string])[];
  value: Key;
  onChoose: (key: Key) => void;
}): ReactNode {
  return (
    <div className="segments" role="group" aria-label={props.label}>
      {props.options.map(([key, name]) => (
        <button
          type="button"
          key={key}
          aria-pressed={key === props.value}
          onClick={() => props.onChoose(key)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function AreaSelect({ choice, onChoose, catalogue }: Parameters<typeof HeatControls>[0]): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const areas = (catalogue?.areas ?? []).map(({ key, name }) => [key, labelOf(name)] as const);
  return (
    <Select
      label={t("heat.category")}
      options={[["", t("heat.all")], ...areas]}
      value={choice.area ?? ""}
      onChoose={(area) => onChoose({ ...choice, area: area || null })}
    />
  );
}

function HoursSelect({ choice, onChoose }: Parameters<typeof HeatControls>[0]): ReactNode {
  const { t } = useTranslation();
  return (
    <Select
      label={t("heat.hours")}
      options={HOUR_FILTERS.map((key) => [key, t(`heat.hourFilters.${key}`)] as const)}
      value={choice.hours}
      onChoose={(hours) => onChoose({ ...choice, hours })}
    />
  );
}

function Select<Key extends string>(props: {
  label: string;
  options: readonly (readonly [Key, string])[];
  value: Key;
  onChoose: (key: Key) => void;
}): ReactNode {
  const { label, options, value, onChoose } = props;
  const id = useId();
  return (
    <label className="select" htmlFor={id}>
      <span>{label}</span>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value as Key)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function HeatScale({ scale, format }: { scale: ShadingScale; format: Format }): ReactNode {
  const { t } = useTranslation();
  const most = useFeed(scale.most);
  if (most === null) return <p className="heat__note">{t("heat.loading")}</p>;
  if (most === 0) return <p className="heat__note">{t("heat.empty")}</p>;
  return (
    <Scale
      caption={t("heat.legend", { radius: format.number(scale.radiusMetres) })}
      background={heatGradient()}
      ticks={heatTicks(most)}
      format={format}
    />
  );
}

function LateScale({ scale, format }: { scale: ShadingScale; format: Format }): ReactNode {
  const { t } = useTranslation();
  if (scale.mostLate === 0) return <p className="heat__note">{t("heat.noneLate")}</p>;
  const ticks = [
    { count: 0, share: 0 },
    { count: scale.mostLate ?? 0, share: 1 },
  ];
  return (
    <Scale
      caption={t("heat.lateLegend")}
      background="linear-gradient(90deg, var(--rule), color-mix(in srgb, var(--late) 60%, var(--rule)))"
      ticks={scale.mostLate === null ? [] : ticks}
      format={format}
    />
  );
}

function Scale(props: {
  caption: string;
  background: string;
  ticks: readonly { count: number; share: number }[];
  format: Format;
}): ReactNode {
  const { caption, background, ticks, format } = props;
  return (
    <figure className="scale">
      <figcaption>{caption}</figcaption>
      <div className="scale__bar" style={{ background }} />
      <div className="scale__ticks">
        {ticks.map(({ count, share }) => (
          <span
            key={count}
            style={{ left: `${share * 100}%` }}
            data-end={share === 1}
            data-start={share === 0}
          >
            {format.number(count)}
          </span>
        ))}
      </div>
    </figure>
  );
}
