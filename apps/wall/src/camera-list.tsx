import type { Camera, Summary, Territory } from "@getu/domain";
import { CAMERA_SIGNS } from "@getu/layers";
import { ageText, gridWords, MOST_CAMERAS_LISTED, Sign, useCamerasInStatus } from "@getu/ui";
import type { IncidentWords } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TurnedRows, useTurns } from "./turned-rows.tsx";

/** Cameras in one state with where they are, whose they are and since when it is so, the latest first. */
export function CameraList(props: {
  territory: Territory;
  summary: Summary | null;
  status: Camera["status"];
  words: IncidentWords;
  now: Date;
}): ReactNode {
  const { territory, summary, status, words, now } = props;
  const { t } = useTranslation();
  const turns = useTurns<never>();
  const cameras = useCamerasInStatus(territory.id, status).data ?? null;
  return (
    <TurnedRows
      turns={turns}
      rows={cameras}
      next={null}
      isCut={cameras?.length === MOST_CAMERAS_LISTED}
      total={summary && summary.cameras[status]}
      format={words.format}
      empty={t("cameras.noneSo")}
      renderRow={(camera) => <CameraRow camera={camera} words={words} now={now} />}
      keyOf={({ id }) => id}
    />
  );
}

function CameraRow({ camera, words, now }: { camera: Camera; words: IncidentWords; now: Date }): ReactNode {
  const { t } = useTranslation();
  const { name, status, owner, gridId } = camera;
  return (
    <li>
      <div className="owned__row" data-camera-id={camera.id}>
        <Sign path={CAMERA_SIGNS[status]} colour={words.theme.camera[status]} />
        <span className="owned__what">{name}</span>
        <span className="owned__state">{t(`cameraStatus.${status}`)}</span>
        <span className="owned__where">{gridWords(gridId, words.tree) ?? t("ticker.outside")}</span>
        <span className="owned__who">{owner ?? "—"}</span>
        <Since camera={camera} words={words} now={now} />
      </div>
    </li>
  );
}

function Since({ camera, words, now }: { camera: Camera; words: IncidentWords; now: Date }): ReactNode {
  const { t } = useTranslation();
  const { statusSince } = camera;
  if (statusSince === null) return <span className="owned__since">{t("cameras.sinceUnknown")}</span>;
  const since = new Date(statusSince);
  const age = ageText(now.getTime() - since.getTime(), t);
  return (
    <time className="owned__since" dateTime={statusSince}>
      {t("cameras.since", { age, time: words.format.moment(since, now) })}
    </time>
  );
}
