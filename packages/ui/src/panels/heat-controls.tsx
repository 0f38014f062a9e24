import { HEAT_MEASURES, HEAT_SPANS, HEAT_WINDOWS } from "@getu/domain";
import type { Catalogue } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import type { Feed } from "../map/feed.ts";
import { HeatFilters } from "./heat-filters.tsx";
import { HeatScale, LateScale, MeasureScale } from "./heat-scales.tsx";
import type { ShadingScale } from "./heat-scales.tsx";
import { HeatTime } from "./heat-time.tsx";
import { SHADINGS } from "./layer-switches.ts";
import { Select } from "./select.tsx";
import type { ShadingChoice } from "./shading-choice.ts";
import { useOldWords } from "./use-old-words.ts";

/** Chooses the shading, its time window, moved `back` by so many steps, and which incidents it counts; real counts explain its colours. */
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
          <HeatFilters {...props} />
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
