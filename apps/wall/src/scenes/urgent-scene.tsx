import { nearestTo } from "@getu/domain";
import type { Camera, Incident, Near, Place } from "@getu/domain";
import { categoryName, gridWords, Panel, useGridAncestry, useLanguage, usePoliceRoom } from "@getu/ui";
import type { Bounds } from "@getu/ui";
import { useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { camerasAround } from "../cameras-around.ts";
import { LayerAges } from "../layer-ages.tsx";
import { useHome } from "../stage.ts";
import { LeadersPanel } from "./leaders-panel.tsx";
import type { SceneProps } from "./scene.ts";

const CAMERAS_NAMED = 3;

/** At least so much around the incident, in degrees: about 200 m. */
const AROUND_DEGREES = 0.0018;

const OUTSIDE: readonly never[] = [];

type UrgentProps = Pick<SceneProps, "territory" | "data" | "words" | "stage"> & { incident: Incident };

/** An incident that cannot wait: its grid from near, who leads it, and what is nearest of cameras and police. */
export function UrgentScene(props: UrgentProps): ReactNode {
  const { territory, data, words, stage, incident } = props;
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const ancestry = useGridAncestry(territory.id, incident.gridCurrent);
  const grids = incident.gridCurrent === null ? OUTSIDE : ancestry;
  const finest = grids?.at(-1)?.bbox ?? null;
  useHome(
    stage,
    useMemo(() => frame(incident, finest), [incident, finest]),
  );
  const { setPicked, goHome } = stage;
  useEffect(goHome, [goHome]); // its place may be that of the one before, from which somebody has moved the map
  useEffect(() => setPicked({ kind: "incident", incident }), [setPicked, incident]);
  const { format } = words;
  return (
    <>
      <div className="wall__left">
        <Panel name="urgent" title={t("scene.name.urgent")}>
          <h2 className="urgent__what">{categoryName(incident, words.catalogue, labelOf)}</h2>
          <p className="urgent__where">
            {gridWords(incident.gridCurrent, words.tree) ?? t("ticker.outside")}
          </p>
          <dl className="facts">
            <Fact
              term={t("selection.reported")}
              value={format.moment(new Date(incident.reportedAt), data.now)}
            />
            {incident.dueAt !== null && (
              <Fact term={t("selection.due")} value={format.moment(new Date(incident.dueAt), data.now)} />
            )}
            <Fact term={t("selection.status")} value={t(`status.${incident.status}`)} />
          </dl>
        </Panel>
        <LayerAges data={data} words={words} />
      </div>
      <div className="wall__right">
        <LeadersPanel grids={grids} />
        <NearestPanel {...props} />
      </div>
    </>
  );
}

/** Who can be there soonest, and what sees it: the police room of the whole territory, and the cameras that the wall may show. */
function NearestPanel({ territory, data, words, incident }: UrgentProps): ReactNode {
  const { t } = useTranslation();
  const { position } = incident;
  const { data: police } = usePoliceRoom(territory.id, position);
  const [room] = nearestTo(position, police ? [police] : [], 1);
  const cameras = nearestTo(position, camerasAround(data, position), CAMERAS_NAMED);
  return (
    <Panel name="nearest" title={t("scene.urgent.nearest")}>
      {police === null && <p className="panel__empty">{t("scene.urgent.noRoom")}</p>}
      <dl className="facts facts--long">
        {police === undefined && <Fact term={t("placeKind.police-room")} value="…" />}
        {room && <Fact term={room.thing.name} value={<PlaceWords near={room} words={words} />} />}
        {cameras.map((near) => (
          <Fact
            key={near.thing.id}
            term={near.thing.name}
            value={<CameraWords near={near} words={words} />}
          />
        ))}
      </dl>
    </Panel>
  );
}

function Fact({ term, value }: { term: string; value: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type NearProps<Thing> = Pick<UrgentProps, "words"> & { near: Near<Thing> };

function PlaceWords({ near: { thing, metres }, words }: NearProps<Place>): ReactNode {
  const { t } = useTranslation();
  const distance = t("scene.urgent.metres", { text: words.format.number(Math.round(metres)) });
  return thing.telephone === null ? distance : `${distance} · ${thing.telephone}`;
}

function CameraWords({ near: { thing, metres }, words }: NearProps<Camera>): ReactNode {
  const { t } = useTranslation();
  const distance = t("scene.urgent.metres", { text: words.format.number(Math.round(metres)) });
  return (
    <span data-camera={thing.status}>
      {distance} · {t(`cameraStatus.${thing.status}`)}
    </span>
  );
}

/** The finest grid that holds it, and at any rate the incident with some of what is around it. */
function frame({ position: [lng, lat] }: Incident, grid: Bounds | null): Bounds {
  const [west, south, east, north] = grid ?? [lng, lat, lng, lat];
  return [
    Math.min(west, lng - AROUND_DEGREES),
    Math.min(south, lat - AROUND_DEGREES),
    Math.max(east, lng + AROUND_DEGREES),
    Math.max(north, lat + AROUND_DEGREES),
  ];
}
