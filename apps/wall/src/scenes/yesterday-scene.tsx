import { daySpan, dayStart, toLocalTime } from "@getu/domain";
import type { Incident } from "@getu/domain";
import { SEVERITY_SIGNS } from "@getu/layers";
import { categoryName, gridWords, Panel, Sign, useLanguage, useOccurred, useRoomFor } from "@getu/ui";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayStrip } from "../day-strip.tsx";
import { LayersThenPanel } from "../layers-then-panel.tsx";
import { useLayersThen } from "../use-layers-then.ts";
import { usePlayed } from "../use-played.ts";
import type { SceneProps } from "./scene.ts";

const NOTHING: readonly Incident[] = [];

/** Half hours: often enough to follow with the eye. */
const MOST_STEPS = 48;

/** Seldom enough to be drawn in software. */
const LEAST_STEP_MS = 500;

/** At the end the whole day stands for a moment. */
const REST_MS = 4_000;

/** The day before or another one from midnight to midnight: what happened appears when it happened, and goes when it was closed. */
export function YesterdayScene(props: SceneProps): ReactNode {
  const { territory, data, day } = props;
  const { timeZone } = territory;
  const lastDay = toLocalTime(dayStart(data.slowNow, timeZone, 1).toISOString(), timeZone).slice(0, 10);
  const [chosen, choose] = useState(day);
  const shown = chosen !== null && chosen >= FIRST_DAY && chosen <= lastDay ? chosen : lastDay;
  return <PlayedDay {...props} day={shown} days={{ first: FIRST_DAY, last: lastDay }} onDay={choose} />;
}

/** Nobody has records of an earlier one. */
const FIRST_DAY = "2000-01-01";

type DayProps = SceneProps & Pick<Parameters<typeof DayStrip>[0], "day" | "days" | "onDay">;

function PlayedDay(props: DayProps): ReactNode {
  const { territory, data, words, stage, seconds, round, day } = props;
  const { t } = useTranslation();
  const { timeZone } = territory;
  const { from, to } = useMemo(() => daySpan(day, timeZone), [day, timeZone]);
  const span = { from: from.toISOString(), to: to.toISOString() };
  const { data: occurred } = useOccurred(territory.id, span);
  const lastsMs = Math.max(LEAST_STEP_MS, seconds * 1000 - REST_MS);
  const steps = Math.min(MOST_STEPS, Math.floor(lastsMs / LEAST_STEP_MS));
  const played = usePlayed({ name: `${round} ${day}`, steps, lastsMs, isReady: occurred !== undefined });
  const at = useMemo(
    () => new Date(from.getTime() + (played.step / steps) * (to.getTime() - from.getTime())),
    [from, to, played.step, steps],
  );
  const incidents = occurred?.incidents ?? NOTHING;
  const then = useLayersThen({ territory, data, stage }, { occurred: incidents, at, step: played.step });
  const { format } = words;
  const counts = [
    ["open", t("scene.yesterday.happened"), then.happened.length],
    ["closedToday", t("scene.yesterday.closed"), then.happened.length - then.open],
  ] as const;
  return (
    <>
      <div className="wall__left">
        <Panel name="day" title={format.day(from)}>
          <dl className="numbers">
            {counts.map(([key, name, count]) => (
              <div key={key} className={`number number--${key}`}>
                <dt>{name}</dt>
                <dd>
                  {occurred ? format.number(count) : "–"}
                  <span className="number__unit">{t("summary.unit")}</span>
                </dd>
              </div>
            ))}
          </dl>
          {occurred?.isCut && (
            <p className="panel__empty">{t("scene.yesterday.cut", { count: incidents.length })}</p>
          )}
          {occurred && incidents.length === 0 && <p className="panel__empty">{t("scene.yesterday.none")}</p>}
        </Panel>
        {occurred && <LayersThenPanel then={then} format={format} />}
      </div>
      <div className="wall__right">
        <Panel name="happened" title={t("scene.yesterday.list")}>
          <Happened incidents={then.happened} words={words} />
        </Panel>
      </div>
      <DayStrip {...props} played={played} at={at} format={format} />
    </>
  );
}

/** What happened last of it, the newest first. */
function Happened({
  incidents,
  words,
}: Pick<SceneProps, "words"> & { incidents: readonly Incident[] }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { listRef, room } = useRoomFor(incidents.length);
  return (
    <ol className="ticker" ref={listRef}>
      {incidents
        .slice(-room)
        .toReversed()
        .map((incident) => (
          <li key={incident.id}>
            <div className="ticker__row">
              <Sign
                path={SEVERITY_SIGNS[incident.severity]}
                colour={words.theme.severity[incident.severity]}
              />
              <span className="ticker__category">{categoryName(incident, words.catalogue, labelOf)}</span>
              <time className="ticker__time">{words.format.minute(new Date(incident.occurredAt))}</time>
              <span className="ticker__grid">
                {gridWords(incident.gridAtOccurrence, words.tree) ??
                  gridWords(incident.gridCurrent, words.tree) ??
                  t("ticker.outside")}
              </span>
            </div>
          </li>
        ))}
    </ol>
  );
}
