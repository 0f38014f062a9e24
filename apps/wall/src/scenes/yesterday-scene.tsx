import { dayStart, isOpen } from "@getu/domain";
import type { Incident } from "@getu/domain";
import { SEVERITY_SIGNS } from "@getu/layers";
import { categoryName, gridWords, Panel, Sign, useLanguage, useOccurred, useRoomFor } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SceneProps } from "./scene.ts";

const NOTHING: readonly Incident[] = [];

/** Often enough to follow with the eye, seldom enough to be drawn in software. */
const STEP_MS = 500;

/** At the end the whole day stands for a moment. */
const REST_MS = 4_000;

/** The day before from midnight to midnight: what happened appears when it happened, and goes when it was closed. */
export function YesterdayScene(props: SceneProps): ReactNode {
  return <Played key={props.round} {...props} />;
}

function Played({ territory, data, words, stage, seconds }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const { timeZone } = territory;
  const [today] = useState(() => dayStart(data.now, timeZone));
  const from = dayStart(today, timeZone, 1);
  const day = { from: from.toISOString(), to: today.toISOString() };
  const { data: occurred } = useOccurred(territory.id, day);
  const share = usePlayed({ lastsMs: seconds * 1000 - REST_MS, isReady: occurred !== undefined });
  const at = useMemo(
    () => new Date(from.getTime() + share * (today.getTime() - from.getTime())),
    // oxlint-disable-next-line react/exhaustive-deps -- new dates of the same day each time
    [share, today],
  );
  const happened = useMemo(
    () => (occurred?.incidents ?? NOTHING).filter(({ occurredAt }) => Date.parse(occurredAt) <= at.getTime()),
    [occurred, at],
  );
  const left = useMemo(() => happened.filter((incident) => !isClosedBy(incident, at)), [happened, at]);
  const { setReplay } = stage;
  useEffect(() => setReplay({ incidents: left, now: at }), [setReplay, left, at]);
  useEffect(() => () => setReplay(null), [setReplay]);
  const { format } = words;
  const counts = [
    ["open", t("scene.yesterday.happened"), happened.length],
    ["closedToday", t("scene.yesterday.closed"), happened.length - left.length],
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
                  {format.number(count)}
                  <span className="number__unit">{t("summary.unit")}</span>
                </dd>
              </div>
            ))}
          </dl>
          {occurred?.isCut && (
            <p className="panel__empty">{t("scene.yesterday.cut", { count: occurred.incidents.length })}</p>
          )}
        </Panel>
      </div>
      <div className="wall__right">
        <Panel name="happened" title={t("scene.yesterday.list")}>
          <Happened incidents={happened} words={words} />
        </Panel>
      </div>
      <section className="panel scene-strip" aria-label={t("scene.name.yesterday")}>
        <strong className="scene-strip__time">{format.minute(at)}</strong>
        <span className="scene-strip__track">
          <i style={{ width: `${share * 100}%` }} />
        </span>
        <span className="scene-strip__end">{share === 1 ? t("scene.yesterday.over") : format.day(from)}</span>
      </section>
    </>
  );
}

const isClosedBy = ({ status, closedAt }: Incident, at: Date): boolean =>
  !isOpen(status) && closedAt !== null && Date.parse(closedAt) <= at.getTime();

/** How much of the day has been played, 0 to 1. */
function usePlayed({ lastsMs, isReady }: { lastsMs: number; isReady: boolean }): number {
  const [share, setShare] = useState(0);
  useEffect(() => {
    if (!isReady) return undefined;
    const begunAt = performance.now();
    const timer = setInterval(() => {
      const played = Math.min(1, (performance.now() - begunAt) / Math.max(STEP_MS, lastsMs));
      setShare(played);
      if (played === 1) clearInterval(timer);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [lastsMs, isReady]);
  return share;
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
                {gridWords(incident.gridCurrent, words.tree) ?? t("ticker.outside")}
              </span>
            </div>
          </li>
        ))}
    </ol>
  );
}
