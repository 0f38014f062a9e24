import { dayStart, toLocalTime } from "@getu/domain";
import type { Incident } from "@getu/domain";
import { SEVERITY_SIGNS } from "@getu/layers";
import { categoryName, knownGridWords, longestOf, Panel, Sign, useLanguage, useRoomFor } from "@getu/ui";
import type { Format } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayStrip } from "../day-strip.tsx";
import type { DayGiven } from "../day-strip.tsx";
import { LayersThenPanel } from "../layers-then-panel.tsx";
import { useLayersThen } from "../use-layers-then.ts";
import { usePlayedDay } from "../use-played-day.ts";
import type { PlayedMoment } from "../use-played-day.ts";
import type { SceneProps } from "./scene.ts";

/** The day before or another one from midnight to midnight: what happened appears when it happened, and goes when it was closed. */
export function YesterdayScene(props: SceneProps): ReactNode {
  const { day, spentMs } = props;
  const [begun] = useState(day);
  // One that the desk has set is shown at once, from its beginning.
  return <ChosenDay key={day} {...props} spentMs={day === begun ? spentMs : 0} />;
}

function ChosenDay(props: SceneProps): ReactNode {
  const { territory, data, day } = props;
  const { timeZone } = territory;
  const lastDay = toLocalTime(dayStart(data.slowNow, timeZone, 1).toISOString(), timeZone).slice(0, 10);
  const [chosen, choose] = useState(day);
  const shown = chosen !== null && chosen >= FIRST_DAY && chosen <= lastDay ? chosen : lastDay;
  const days = { first: FIRST_DAY, last: lastDay };
  return <PlayedDay {...props} day={shown} isChosen={chosen !== day} days={days} onDay={choose} />;
}

/** Nobody has records of an earlier one. */
const FIRST_DAY = "2000-01-01";

type DayProps = SceneProps & DayGiven & { isChosen: boolean };

function PlayedDay(props: DayProps): ReactNode {
  const { data, words } = props;
  const { t } = useTranslation();
  const { from, played, at, counted, ...known } = usePlayedDay(props, props);
  const then = useLayersThen(props, { ...known, at });
  const { format } = words;
  return (
    <>
      <div className="wall__left">
        <Panel name="day" title={format.day(from, data.slowNow)}>
          <DayNumbers counted={counted} marked={then.marked} format={format} />
        </Panel>
        {counted && <LayersThenPanel then={then} now={data.slowNow} format={format} />}
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

/** How much had happened, and how much of what was open is on the map where it is not all. */
function DayNumbers(props: Pick<PlayedMoment, "counted"> & { marked: number; format: Format }): ReactNode {
  const { counted, marked, format } = props;
  const { t } = useTranslation();
  const numbers = [
    ["open", t("scene.yesterday.happened"), counted?.happened],
    ["closedToday", t("scene.yesterday.closed"), counted?.closed],
  ] as const;
  const open = counted ? counted.happened - counted.closed : 0;
  return (
    <>
      <dl
        className="numbers"
        data-digits={longestOf(
          numbers.map(([, , count]) => count ?? 0),
          format,
        )}
      >
        {numbers.map(([key, name, count]) => (
          <div key={key} className={`number number--${key}`}>
            <dt>{name}</dt>
            <dd>
              {count === undefined ? "–" : format.number(count)}
              <span className="number__unit">{t("summary.unit")}</span>
            </dd>
          </div>
        ))}
      </dl>
      {marked < open && (
        <p className="panel__empty">
          {t("scene.yesterday.marked", { shown: format.number(marked), all: format.number(open) })}
        </p>
      )}
      {counted?.ofDay === 0 && <p className="panel__empty">{t("scene.yesterday.none")}</p>}
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
                {knownGridWords([incident.gridAtOccurrence, incident.gridCurrent], words.tree) ??
                  t("ticker.outside")}
              </span>
            </div>
          </li>
        ))}
    </ol>
  );
}
