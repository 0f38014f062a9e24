import { ENOUGH_FOR_HEAT } from "@getu/domain";
import type { Catalogue } from "@getu/domain";
import { heatGradient, heatTicks } from "@getu/layers";
import { Fragment } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import type { Feed } from "../map/feed.ts";
import { measuredText } from "../measured-text.ts";
import { useFeed } from "../use-feed.ts";
import type { ShadingChoice } from "./shading-choice.ts";
import { useCounted } from "./use-counted.ts";

/** What the scales of the map's shading say; a most of null = not known yet. */
export type ShadingScale = {
  most: Feed<number | null>;
  /** The minute when it was counted. */
  asOfMs: Feed<number | null>;
  radiusMetres: number;
  mostLate: number | null;
  /** The greatest figure of a grid where heat is measured grid by grid. */
  mostMeasured: number | null;
  /** When that was counted. */
  measuredAsOf: Date | null;
  /** Some of these figures stand on households that nobody has counted. */
  isEstimated: boolean;
  /** What these grids are called. */
  tierName: string;
};

type ScaleProps = {
  choice: ShadingChoice;
  catalogue: Catalogue | null;
  scale: ShadingScale;
  now: Date;
  format: Format;
};

/** Between the parts of a caption, where alone it may go on below. */
const SEPARATOR = " · ";

/** The colours of figures grid by grid, and that a grid of few incidents has none. */
export function MeasureScale({ choice, catalogue, scale, now, format }: ScaleProps): ReactNode {
  const { t } = useTranslation();
  const counted = useCounted(choice, catalogue);
  const { mostMeasured: most, measuredAsOf, tierName } = scale;
  const measure = t(`heat.measured.${choice.measure}`, { tier: tierName });
  if (most === null) return <p className="heat__note">{t("heat.loading")}</p>;
  const asOf = measuredAsOf ? [t("live.asOf", { time: format.moment(measuredAsOf, now) })] : [];
  if (most === 0)
    return <p className="heat__note">{[t("heat.allFew", { counted, measure }), ...asOf].join(SEPARATOR)}</p>;
  return (
    <Scale
      caption={`${counted} · ${measure}`}
      note={[
        t("heat.few", { least: ENOUGH_FOR_HEAT }),
        ...(scale.isEstimated ? [t("week.estimated")] : []),
        ...asOf,
      ].join(SEPARATOR)}
      background={heatGradient()}
      ticks={[0, most / 2, most].map((count) => ({ count, share: count / most }))}
      write={(count) => measuredText(count, { format, t })}
    />
  );
}

/** The colours of incidents around each point of the map. */
export function HeatScale({ choice, catalogue, scale, now, format }: ScaleProps): ReactNode {
  const { t } = useTranslation();
  const counted = useCounted(choice, catalogue);
  const most = useFeed(scale.most);
  const asOfMs = useFeed(scale.asOfMs);
  if (most === null) return <p className="heat__note">{t("heat.loading")}</p>;
  const asOf = asOfMs === null ? [] : [t("live.asOf", { time: format.moment(new Date(asOfMs), now) })];
  if (most === 0) return <p className="heat__note">{[t("heat.empty"), ...asOf].join(SEPARATOR)}</p>;
  return (
    <Scale
      caption={`${counted} · ${t("heat.legend", { radius: format.number(scale.radiusMetres) })}`}
      {...(asOf.length > 0 && { note: asOf.join("") })}
      background={heatGradient()}
      ticks={heatTicks(most)}
      write={format.number}
    />
  );
}

/** The colours of overdue work. */
export function LateScale({ scale, format }: Pick<ScaleProps, "scale" | "format">): ReactNode {
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
      write={format.number}
    />
  );
}

function Scale(props: {
  caption: string;
  /** What the colours leave out. */
  note?: string;
  background: string;
  ticks: readonly { count: number; share: number }[];
  write: (count: number) => string;
}): ReactNode {
  const { caption, note, background, ticks, write } = props;
  return (
    <figure className="scale">
      <figcaption>
        {caption.split(SEPARATOR).map((part, i) => (
          <Fragment key={part}>
            {i > 0 && SEPARATOR}
            <span>{part}</span>
          </Fragment>
        ))}
      </figcaption>
      <div className="scale__bar" style={{ background }} />
      {note !== undefined && <span className="scale__note">{note}</span>}
      <div className="scale__ticks">
        {ticks.map(({ count, share }) => (
          <span
            key={count}
            style={{ left: `${share * 100}%` }}
            data-end={share === 1}
            data-start={share === 0}
          >
            {write(count)}
          </span>
        ))}
      </div>
    </figure>
  );
}
