import type { Camera, Incident, NamedGrid, Summary } from "@getu/domain";
import { SelectionCard, useLanguage } from "@getu/ui";
import type { Bounds } from "@getu/ui";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { HeatPart } from "../heat-part.tsx";
import { useLegendAges } from "../use-legend-ages.ts";
import { LeftSide, RightSide } from "../wall-sides.tsx";
import type { SceneProps } from "./scene.ts";

const NOTHING: readonly NamedGrid[] = [];

/** Half the side of what is shown around one incident, in degrees: about 250 m. */
const CLOSE_DEGREES = 0.0022;

/** The whole territory as it is now, and seven things beside it. */
export function TerritoryScene({ territory, data, words, stage, heat }: SceneProps): ReactNode {
  const { labelOf } = useLanguage();
  const tierName = labelOf(territory.tiers[data.coarsestTier]!.name); // one of its tiers
  const { live, now, slowNow, summary, grids, linesAnswer, cameras, places, open, watched, newest } = data;
  const { goTo, setPicked, setOpened } = stage;
  const ages = useLegendAges(
    { incidents: open, cameras, places, grids: linesAnswer },
    { live, format: words.format, now: slowNow },
  );
  const onIncident = useCallback(
    (incident: Incident) => {
      goTo(around(incident.position));
      setPicked({ kind: "incident", incident });
    },
    [goTo, setPicked],
  );
  const onCameras = useCallback((camerasIn: Camera["status"]) => setOpened({ camerasIn }), [setOpened]);
  return (
    <>
      <Float stage={stage} words={words} now={now} />
      <HeatPart
        key={JSON.stringify(heat) /* what the desk has changed is shown at once */}
        territory={territory}
        stage={stage}
        look={heat}
        tierName={tierName}
        mostLate={mostLateOf(summary.data)}
        catalogue={words.catalogue}
        live={live}
        words={{ now: slowNow, format: words.format }}
      />
      <LeftSide
        summary={summary.data ?? null}
        grids={grids ?? NOTHING}
        tierName={tierName}
        format={words.format}
        chain={words.chain}
        onGrid={stage.goToGrid}
        onNumber={setOpened}
      />
      <RightSide
        incidents={newest.data?.incidents ?? null}
        words={words}
        now={now}
        onIncident={onIncident}
        cameras={summary.data?.cameras ?? null}
        onCameras={onCameras}
        switches={stage.switches}
        onSwitch={stage.setSwitches}
        ages={ages}
        marked={watched.marked === null ? null : words.format.number(watched.marked)}
      />
    </>
  );
}

/** What somebody pointed at, and the way home from where they went. */
function Float({ stage, words, now }: Pick<SceneProps, "stage" | "words"> & { now: Date }): ReactNode {
  const { t } = useTranslation();
  const { picked, setPicked } = stage;
  const close = useCallback(() => setPicked(null), [setPicked]);
  return (
    <div className="wall__float">
      {picked && (
        <SelectionCard key={JSON.stringify(picked)} picked={picked} words={words} now={now} onClose={close} />
      )}
      {!stage.position.isHome && (
        <button type="button" className="wall__home" onClick={stage.goHome}>
          {t("wall.home")}
        </button>
      )}
    </div>
  );
}

const mostLateOf = (summary: Summary | undefined): number | null =>
  summary ? summary.byGrid.reduce((most, { overdue }) => Math.max(most, overdue), 0) : null;

const around = ([lng, lat]: readonly [number, number]): Bounds => [
  lng - CLOSE_DEGREES,
  lat - CLOSE_DEGREES,
  lng + CLOSE_DEGREES,
  lat + CLOSE_DEGREES,
];
