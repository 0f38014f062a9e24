import type { Catalogue } from "@getu/domain";
import { heatGradient, heatTicks } from "@getu/layers";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { useLanguage } from "../messages/use-language.ts";
import { HEAT_WINDOWS } from "../use-heat.ts";
import type { HeatWindow } from "../use-heat.ts";
import { SHADINGS } from "./layer-switches.ts";
import type { Shading } from "./layer-switches.ts";

/** What shades the ground: `area` = an area of work or null for all. */
export type ShadingChoice = { shading: Shading; window: HeatWindow; area: string | null };

/** What the scale under the map's shading says; `max` null = not known yet. */
export type ShadingScale = { max: number | null; radiusMetres: number };

/** Chooses the shading, its time window and area of work, and explains its colours by real counts. */
export function HeatControls(props: {
  choice: ShadingChoice;
  onChoose: (choice: ShadingChoice) => void;
  scale: ShadingScale;
  catalogue: Catalogue | null;
  format: Format;
}): ReactNode {
  const { choice, onChoose } = props;
  const { t } = useTranslation();
  return (
    <div className="heat">
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
            onChoose={(window) => onChoose({ ...choice, window })}
          />
          <AreaSelect {...props} />
          <HeatScale {...props} />
        </>
      )}
    </div>
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

function AreaSelect(props: Parameters<typeof HeatControls>[0]): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { choice, onChoose, catalogue } = props;
  const id = useId();
  return (
    <label className="select" htmlFor={id}>
      <span>{t("heat.category")}</span>
      <select
        id={id}
        value={choice.area ?? ""}
        onChange={(event) => onChoose({ ...choice, area: event.target.value || null })}
      >
        <option value="">{t("heat.all")}</option>
        {catalogue?.areas.map((area) => (
          <option key={area.key} value={area.key}>
            {labelOf(area.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function HeatScale({ scale, format }: { scale: ShadingScale; format: Format }): ReactNode {
  const { t } = useTranslation();
  if (scale.max === null) return <p className="heat__note">{t("heat.loading")}</p>;
  if (scale.max === 0) return <p className="heat__note">{t("heat.empty")}</p>;
  return (
    <figure className="scale">
      <figcaption>{t("heat.legend", { radius: format.number(scale.radiusMetres) })}</figcaption>
      <div className="scale__bar" style={{ background: heatGradient() }} />
      <div className="scale__ticks">
        {heatTicks(scale.max).map(({ count, share }) => (
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
