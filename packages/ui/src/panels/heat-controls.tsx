import { HEAT_MEASURES, HEAT_SPANS, HEAT_WINDOWS, HOUR_FILTERS } from "@getu/domain";
import type { Catalogue, HeatLook } from "@getu/domain";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { useLanguage } from "../messages/use-language.ts";
import type { Feed } from "../map/feed.ts";
import { HeatScale, LateScale, MeasureScale } from "./heat-scales.tsx";
import type { ShadingScale } from "./heat-scales.tsx";
import { HeatTime } from "./heat-time.tsx";
import { SHADINGS } from "./layer-switches.ts";
import type { Shading } from "./layer-switches.ts";
import { useOldWords } from "./use-old-words.ts";

/** What shades the ground: `area` = an area of work or null for all. */
export type ShadingChoice = HeatLook & { shading: Shading; area: string | null };

/** Chooses the shading, its time window, moved `back` by so many steps, and area of work; real counts explain its colours. */
export function HeatControls(props: {
  choice: ShadingChoice;
  back: Feed<number>;
  onChoose: (choice: ShadingChoice) => void;
  scale: ShadingScale;
  catalogue: Catalogue | null;
  now: Date;
  timeZone: string;
  format: Format;
}): ReactNode {
  const { choice, back, onChoose } = props;
  const { t } = useTranslation();
  const isOld = useOldWords("heat") !== null; // since when stands beside the scale
  const windows = choice.span === "rolling" ? "windows" : "periods";
  const reach = (next: Partial<ShadingChoice>): void => {
    back.set(0);
    onChoose({ ...choice, ...next });
  };
  return (
    <section className="panel heat" data-old={isOld} aria-label={t("shading.title")}>
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
            options={HEAT_WINDOWS.map((key) => [key, t(`heat.${windows}.${key}`)] as const)}
            value={choice.window}
            onChoose={(window) => reach({ window })}
          />
          <Select
            label={t("heat.measure")}
            options={HEAT_MEASURES.map((key) => [key, t(`heat.measures.${key}`)] as const)}
            value={choice.measure}
            onChoose={(measure) => onChoose({ ...choice, measure })}
          />
          <Select
            label={t("heat.span")}
            options={HEAT_SPANS.map((key) => [key, t(`heat.spans.${key}`)] as const)}
            value={choice.span}
            onChoose={(span) => reach({ span })}
          />
          <AreaSelect {...props} />
          <HoursSelect {...props} />
          <HeatTime {...props} key={`${choice.window} ${choice.span}`} reach={choice} />
          {choice.measure === "count" ? <HeatScale {...props} /> : <MeasureScale {...props} />}
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
